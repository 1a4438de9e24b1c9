import type { Device, Network } from './network.ts';

/** True where a device answers ARP for addresses that are not its namespace's own: by a setting, or entry by entry. */
export function answersForOthers({ kernel }: Network, { place, link }: Device): boolean {
  const isOn = (name: string) => {
    const value = kernel.sysctl.read(place.netns, `net/ipv4/conf/${name}/proxy_arp`);
    return value.ok && value.value.trim() !== '0';
  };
  return isOn('all') || isOn(link.name) || kernel.neighbour.proxies(place.netns, 4).length > 0;
}
