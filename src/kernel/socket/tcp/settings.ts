import type { Netns } from '../../netns/netns.ts';
import { SETTINGS } from '../../sysctl/settings.ts';

/** A number of net.ipv4 as the namespace has it. */
export function setting(netns: Netns, name: string): number {
  return Number(text(netns, `net/ipv4/${name}`));
}

/** The values of net.ipv4.tcp_rmem or tcp_wmem: least, first and most bytes of a buffer. */
export function bufferSizes(netns: Netns, name: 'tcp_rmem' | 'tcp_wmem'): readonly [number, number, number] {
  const [least = 0, first = 0, most = 0] = text(netns, `net/ipv4/${name}`).split(/\s+/).map(Number);
  return [least, first, most];
}

/** net.core.rmem_max and the like. */
export function coreSetting(netns: Netns, name: string): number {
  return Number(text(netns, `net/core/${name}`));
}

function text(netns: Netns, key: string): string {
  return netns.settings.get(key) ?? SETTINGS[key]![1];
}
