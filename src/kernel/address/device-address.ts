import type { Ipv4 } from '../../net/ipv4.ts';
import type { Family, Ip } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import { scopeOf } from '../fib/route.ts';
import type { Device } from '../link/device.ts';
import type { LifetimeTimer } from './lifetime.ts';
import type { AddressInfo } from './requests.ts';

/** An address of a device (struct in_ifaddr, inet6_ifaddr). */
export class DeviceAddress {
  secondary = false;
  tentative = false;
  /** Of a secondary address: its primary, the source of its routes. */
  primary: Ipv4 | undefined = undefined;
  /** The metric of the route to its network. */
  metric = 0;
  noDad = false;
  home = false;
  /** Its group was joined with it (IFA_F_MCAUTOJOIN). */
  autoJoin = false;
  managesTemporary = false;
  /** Not made from the device's MAC address (RFC 7217). */
  stablePrivacy = false;
  /** Not to be chosen any more: its preferred lifetime is over (IFA_F_DEPRECATED). */
  deprecated = false;
  /** Ends its lifetimes; null while they are for ever. */
  lifetime: LifetimeTimer | null = null;

  constructor(
    readonly family: Family,
    readonly local: Ip,
    /** The other end of a point-to-point link, else the address itself (ifa_address). */
    readonly peer: Ip,
    readonly length: number,
    public broadcast: Ipv4 | undefined,
    readonly scope: number,
    public label: string | undefined,
    public noPrefixRoute: boolean,
    public validUntil: number,
    public preferredUntil: number,
    readonly cause: Cause,
  ) {}

  /** The IPv4 address whose network is on the wire. */
  get mask4(): Ipv4 {
    return this.peer as Ipv4;
  }

  info(device: Device, now: number): AddressInfo {
    const left = (until: number) =>
      until === Number.POSITIVE_INFINITY ? until : Math.max(0, Math.ceil((until - now) / 1_000_000));
    const permanent = this.validUntil === Number.POSITIVE_INFINITY;
    return {
      family: this.family,
      ifindex: device.ifindex,
      dev: device.name,
      local: this.local,
      prefixLength: this.length,
      // A peer 0.0.0.0 is not told (inet_fill_ifaddr).
      peer: this.peer === this.local || this.peer === 0 ? undefined : this.peer,
      broadcast: this.broadcast,
      scope: scopeOf(this.scope),
      label: this.label,
      secondary: this.secondary,
      tentative: this.tentative,
      dadFailed: false,
      metric: this.metric,
      noDad: this.noDad,
      deprecated: this.deprecated,
      home: this.home,
      autoJoin: this.autoJoin,
      managesTemporary: this.managesTemporary,
      stablePrivacy: this.stablePrivacy,
      dynamic: !permanent,
      noPrefixRoute: this.noPrefixRoute,
      permanent,
      validLifetime: left(this.validUntil),
      // Of a permanent IPv4 address it is not told (inet_fill_ifaddr).
      preferredLifetime: left(permanent && this.family === 4 ? this.validUntil : this.preferredUntil),
      cause: this.cause,
    };
  }
}
