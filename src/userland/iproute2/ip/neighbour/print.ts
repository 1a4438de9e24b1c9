import type { FdbInfo } from '../../../../kernel/link/requests.ts';
import type { NeighbourInfo } from '../../../../kernel/neigh/requests.ts';
import { formatMac } from '../../../../net/mac.ts';
import { formatIp } from '../../../../net/prefix.ts';
import { PROTOCOLS, protocolNumber } from '../../names.ts';
import type { Session } from '../../session.ts';

/** Prints an entry; `withDevice` unless the listing is about one device. An answer to `get` counts as a reference. */
export function printNeighbour(session: Session, entry: NeighbourInfo, withDevice: boolean, asked = false): void {
  const { out, options } = session;
  const address = formatIp(entry.destination);
  const mac = entry.mac === undefined ? undefined : formatMac(entry.mac);
  const device = withDevice && entry.ifindex !== 0 ? entry.dev : undefined;
  out.openObject();
  if (options.brief) {
    out.field('dst', address, `${address.padEnd(39)} `);
    if (device !== undefined) out.field('dev', device, `${device.padEnd(16)} `);
    if (mac !== undefined) out.field('lladdr', mac, mac);
  } else {
    out.field('dst', address, `${address} `);
    if (device !== undefined) out.field('dev', device, `dev ${device} `);
    if (mac !== undefined) out.field('lladdr', mac, `lladdr ${mac} `);
    if (entry.router) out.field('router', null, 'router ');
    if (entry.proxy) out.field('proxy', null, 'proxy ');
    if (entry.externLearn) out.field('extern_learn', null, 'extern_learn ');
    if (entry.managed) out.field('managed', null, 'managed ');
    if (options.stats > 0 && !entry.proxy) printStatistics(session, entry, asked);
    printState(session, entry);
    if (entry.protocol !== 'unspec') {
      const protocol = PROTOCOLS.format(protocolNumber(entry.protocol), options.numeric);
      out.field('protocol', protocol, `proto ${protocol} `);
    }
  }
  out.text('\n');
  out.closeObject();
}

function printState(session: Session, { state, proxy }: NeighbourInfo): void {
  if (proxy || state === 'NONE') return;
  const { out } = session;
  out.openArray('state');
  out.item(state, `${state} `);
  out.closeArray();
}

/** Who refers to the entry, and seconds since the entry was used, confirmed and updated. */
function printStatistics(session: Session, entry: NeighbourInfo, asked: boolean): void {
  const { out, kernel } = session;
  const references = entry.references + (asked ? 1 : 0);
  if (references > 0) out.field('refcnt', references, ` ref ${references}`);
  const age = (time: number) => Math.floor((kernel.now - time) / 1_000_000);
  out.field('used', age(entry.used), ` used ${age(entry.used)}`);
  out.field('confirmed', age(entry.confirmed), `/${age(entry.confirmed)}`);
  out.field('updated', age(entry.updated), `/${age(entry.updated)}`);
  out.field('probes', entry.probes, `probes ${entry.probes} `);
}

const FDB_STATES: Readonly<Record<FdbInfo['kind'], string>> = {
  permanent: 'PERMANENT',
  static: 'NOARP',
  learned: 'REACHABLE',
};

/** Prints an entry of a bridge, which the kernel tells as it tells neighbours: without an address. */
export function printFdbEntry(
  session: Session,
  { dev, mac, kind, externLearn, self }: FdbInfo,
  withDevice: boolean,
): void {
  const { out } = session;
  out.openObject();
  if (withDevice) out.field('dev', dev, `dev ${dev} `);
  out.field('lladdr', formatMac(mac), `lladdr ${formatMac(mac)} `);
  if (externLearn) out.field('extern_learn', null, 'extern_learn ');
  out.openArray('state');
  if (self) out.item('NOARP', 'NOARP ');
  out.item(FDB_STATES[kind], `${FDB_STATES[kind]} `);
  out.closeArray();
  out.text('\n');
  out.closeObject();
}
