import type { LinkInfo } from '../../../../kernel/link/requests.ts';
import type { Printer } from '../../printer.ts';
import type { Session } from '../../session.ts';
import { count } from './kinds/count.ts';
import { detailsOf } from './kinds/index.ts';

/** The kind of device whose port it is. */
export function portKindOf({ port, portVrfTable, bondPort }: LinkInfo): string | undefined {
  if (bondPort !== undefined) return 'bond';
  if (port !== undefined) return 'bridge';
  return portVrfTable === undefined ? undefined : 'vrf';
}

/** What `-d` adds to a device. */
export function printDetails(session: Session, link: LinkInfo, asLink: boolean): void {
  const { out } = session;
  const listens = link.port === undefined ? 0 : 1;
  const promiscuity =
    listens + link.captures + (link.promisc ? 1 : 0) + link.promiscHolders + (link.hearsOthers ? 1 : 0);
  const allmulti = listens + (link.allmulti ? 1 : 0);
  out.field('promiscuity', promiscuity, ` promiscuity ${promiscuity} `);
  out.field('allmulti', allmulti, ` allmulti ${allmulti} `);
  count(out, 'min_mtu', link.minMtu, 'minmtu');
  count(out, 'max_mtu', link.maxMtu, 'maxmtu');
  if (link.kind !== 'loopback' && link.kind !== 'ethernet') printKind(out, link);
  if (asLink && link.inet6) {
    const mode = link.addrGenMode ?? 'eui64';
    out.field('inet6_addr_gen_mode', mode, `addrgenmode ${mode} `);
  }
  count(out, 'num_tx_queues', link.queues.tx, 'numtxqueues');
  count(out, 'num_rx_queues', link.queues.rx, 'numrxqueues');
  const { gsoMaxSize, gsoMaxSegs, groMaxSize } = link.offload;
  count(out, 'gso_max_size', gsoMaxSize);
  count(out, 'gso_max_segs', gsoMaxSegs);
  count(out, 'tso_max_size', link.tsoMaxSize);
  count(out, 'tso_max_segs', 65535);
  count(out, 'gro_max_size', groMaxSize);
}

function printKind(out: Printer, link: LinkInfo): void {
  const { print } = detailsOf(link.kind);
  const portKind = portKindOf(link);
  out.openObject('linkinfo');
  out.newline();
  out.field('info_kind', link.kind, `    ${link.kind} `);
  if (print !== undefined) {
    out.openObject('info_data');
    print(out, link);
    out.closeObject();
  }
  if (portKind !== undefined) {
    out.newline();
    out.field('info_slave_kind', portKind, `    ${portKind}_slave `);
    out.openObject('info_slave_data');
    detailsOf(portKind).printPort?.(out, link);
    out.closeObject();
  }
  out.closeObject();
}
