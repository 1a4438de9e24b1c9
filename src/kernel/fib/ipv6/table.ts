import type { Ipv6 } from '../../../net/ipv6.ts';
import type { Device } from '../../link/device.ts';
import { RT_TABLE_LOCAL, RT_TABLE_MAIN, type RuleInfo } from '../requests.ts';
import { kernelRule } from '../rule.ts';
import type { RouteExpiry } from './expiry.ts';
import type { Ipv6Route } from './route.ts';

const KERNEL_RULES: readonly RuleInfo[] = [kernelRule(6, 0, RT_TABLE_LOCAL), kernelRule(6, 32766, RT_TABLE_MAIN)];

/** The IPv6 routes of all tables, in order of arrival. */
export class Ipv6Fib {
  routes: readonly Ipv6Route[] = [];
  /** What removes those that are no longer valid, once there was one that would not be for ever. */
  expiry: RouteExpiry | undefined;
  /** By preference; nothing is looked up by them yet. */
  rules: RuleInfo[] = [...KERNEL_RULES];
  /** A table stays once it exists (fib6_new_table). */
  readonly tables = new Set([RT_TABLE_MAIN, RT_TABLE_LOCAL]);

  at(table: number, address: Ipv6, length: number): Ipv6Route[] {
    return this.routes.filter((route) => route.table === table && route.length === length && route.address === address);
  }

  insert(route: Ipv6Route): void {
    this.tables.add(route.table);
    this.routes = [...this.routes, route];
  }

  /** Another route takes the place of one. */
  exchange(old: Ipv6Route, route: Ipv6Route): void {
    this.routes = this.routes.map((each) => (each === old ? route : each));
  }

  remove(route: Ipv6Route): void {
    this.routes = this.routes.filter((each) => each !== route);
  }

  /** A device went down, or for good where `all`: a route stays while another of its next hops lives (fib6_ifdown). */
  flush(device: Device, all: boolean): void {
    this.routes = this.routes.flatMap((route) => {
      if (!route.nextHops.some((hop) => hop.device === device)) return [route];
      const others = route.nextHops.filter((hop) => hop.device !== device);
      if (others.length === 0 || !others.some((hop) => hop.device.up)) return [];
      return [all ? route.with(others) : route];
    });
  }
}
