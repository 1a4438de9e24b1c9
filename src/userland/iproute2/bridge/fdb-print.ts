import type { FdbInfo } from '../../../kernel/link/requests.ts';
import type { Remote } from '../../../kernel/link/vxlan.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { formatMac } from '../../../net/mac.ts';
import type { Session } from '../session.ts';

const STATE_WORDS: Readonly<Record<FdbInfo['kind'], string>> = {
  permanent: 'permanent',
  static: 'static',
  learned: '',
};

/** Prints an entry; `withDevice` unless the listing is about one device. */
export function printEntry(session: Session, entry: FdbInfo, withDevice: boolean): void {
  const { out, options, kernel } = session;
  const mac = formatMac(entry.mac);
  out.openObject();
  out.field('mac', mac, session.paint('mac', `${mac} `));
  if (withDevice) out.field('ifname', entry.dev, `dev ${session.paint('ifname', `${entry.dev} `)}`);
  if (entry.vlan !== undefined && entry.vlan !== 0) out.field('vlan', entry.vlan, `vlan ${entry.vlan} `);
  if (entry.remote !== undefined) printRemote(session, entry.remote, entry.remoteNetnsid);
  if (options.stats > 0 && !entry.self) {
    const age = (time: number) => Math.floor((kernel.now - time) / 1_000_000);
    out.field('used', age(entry.used), `used ${age(entry.used)}/`);
    out.field('updated', age(entry.updated), `${age(entry.updated)} `);
  }
  out.openArray('flags');
  if (entry.self) out.item('self', 'self ');
  if (entry.externLearn) out.item('extern_learn', 'extern_learn ');
  if (entry.sticky) out.item('sticky', 'sticky ');
  out.closeArray();
  if (entry.master !== undefined) out.field('master', entry.master, `master ${entry.master} `);
  const state = STATE_WORDS[entry.kind];
  out.field('state', state, `${state}\n`);
  out.closeObject();
}

/** Where a VXLAN sends frames for the station. */
function printRemote({ out, kernel, netns }: Session, { address, port, vni, via }: Remote, netnsid?: number): void {
  const text = formatIpv4(address);
  out.field('dst', text, `dst ${text} `);
  if (port !== undefined) out.field('port', port, `port ${port} `);
  if (vni !== undefined) out.field('vni', vni, `vni ${vni} `);
  if (via !== undefined && netnsid !== undefined) out.field('viaIfIndex', via, `via ifindex ${via} `);
  else if (via !== undefined) {
    const name = kernel.link.get(netns, via)?.name ?? `if${via}`;
    out.field('viaIf', name, `via ${name} `);
  }
  if (netnsid !== undefined) out.field('linkNetNsId', netnsid, `link-netnsid ${netnsid} `);
}
