import type { PortTest } from '../../../kernel/netfilter/matches/port-range.ts';
import { complain } from '../complaint.ts';
import type { Given } from '../extension.ts';
import { formatPort, parsePort } from '../port.ts';

/** `80`, `http`, `80:90`, `:90`, `90:` (parse_tcp_ports). */
export function parsePortRange({ value, invert, index }: Given, protocol: string): PortTest {
  const colon = value.indexOf(':');
  if (colon < 0) {
    const port = parsePort(value, index, protocol);
    return { min: port, max: port, invert };
  }
  const min = colon === 0 ? 0 : parsePort(value.slice(0, colon), index, protocol);
  const max = colon === value.length - 1 ? 65535 : parsePort(value.slice(colon + 1), index, protocol);
  if (min > max) complain('invalid portrange (min > max)', index);
  return { min, max, invert };
}

/** As iptables-save writes a test of ports; undefined for an absent one. */
export function savePorts(name: string, test: PortTest | undefined): string | undefined {
  if (test === undefined) return undefined;
  const range = test.min === test.max ? `${test.min}` : `${test.min}:${test.max}`;
  return `${test.invert ? '! ' : ''}${name} ${range}`;
}

/** As `-L` lists a test of ports: `dpt:http`, `dpts:!80:90`; undefined for an absent one. */
export function printPorts(
  name: string,
  test: PortTest | undefined,
  protocol: string,
  numeric: boolean,
): string | undefined {
  if (test === undefined) return undefined;
  const invert = test.invert ? '!' : '';
  const min = formatPort(test.min, protocol, numeric);
  if (test.min === test.max) return `${name}:${invert}${min}`;
  return `${name}s:${invert}${min}:${formatPort(test.max, protocol, numeric)}`;
}

/** The parts that are there, one space between. */
export function joinParts(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** A test of ports; undefined for one that every port passes. */
export function portsOrAny(test: PortTest): PortTest | undefined {
  return test.min === 0 && test.max === 65535 && !test.invert ? undefined : test;
}

/** A match with one test more, if there is one. */
export function withTest<Match, Key extends keyof Match>(match: Match, key: Key, test: Match[Key] | undefined): Match {
  return test === undefined ? match : { ...match, [key]: test };
}
