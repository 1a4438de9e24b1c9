import type { LinkInfo } from '../../../../kernel/link/requests.ts';
import type { Printer } from '../../printer.ts';

/** True while the device is up but cannot send: IFF_UP without IFF_RUNNING. */
export function hasNoCarrier(link: LinkInfo): boolean {
  return link.up && link.operState !== 'UP' && link.operState !== 'UNKNOWN';
}

/** `<BROADCAST,MULTICAST,UP>`; `peerDown` adds M-DOWN. */
export function printFlags(out: Printer, link: LinkInfo, peerDown: boolean): void {
  const names: string[] = [];
  if (hasNoCarrier(link)) names.push('NO-CARRIER');
  if (link.kind === 'loopback') names.push('LOOPBACK');
  if (link.broadcast) names.push('BROADCAST');
  if (link.multicast) names.push('MULTICAST');
  if (link.noArp) names.push('NOARP');
  if (link.allmulti) names.push('ALLMULTI');
  if (link.promisc) names.push('PROMISC');
  if (link.vrfTable !== undefined || link.bond !== undefined) names.push('MASTER');
  if (link.bondPort !== undefined) names.push('SLAVE');
  if (link.dynamic) names.push('DYNAMIC');
  if (link.noTrailers) names.push('NOTRAILERS');
  if (link.up) names.push('UP');
  if (link.lowerUp) names.push('LOWER_UP');
  if (peerDown) names.push('M-DOWN');
  if (!out.json) {
    out.text(`<${names.join(',')}> `);
    return;
  }
  out.openArray('flags');
  for (const name of names) out.item(name, '');
  out.closeArray();
}

/** `v0@v1`, padded for the brief form; answers whether the other end is down. */
export function printName(
  out: Printer,
  link: LinkInfo,
  other: LinkInfo | undefined,
  format: (name: string) => string,
): boolean {
  const peer = link.lower ?? link.peer;
  let name = link.name;
  if (peer !== undefined) {
    if (peer.name === undefined) {
      if (out.json) out.field('link_index', peer.ifindex);
      else name += `@if${peer.ifindex}`;
    } else if (out.json) out.field('link', peer.name);
    else name += `@${peer.name}`;
  }
  out.field('ifname', link.name, format(name));
  return peer?.name !== undefined && other?.up === false;
}
