import type { Ipv4 } from '../../net/ipv4.ts';

/** Debian's /etc/networks. */
const NETWORKS: readonly (readonly [string, Ipv4])[] = [
  ['default', 0],
  ['loopback', 0x7f000000],
  ['link-local', 0xa9fe0000],
];

/** The address of a network that has a name (getnetbyname(3)). */
export function networkAddress(name: string): Ipv4 | undefined {
  return NETWORKS.find(([each]) => each === name)?.[1];
}

/** The name of a network, undefined when it has none (getnetbyaddr(3)). */
export function networkName(address: Ipv4): string | undefined {
  return NETWORKS.find(([, each]) => each === address)?.[0];
}
