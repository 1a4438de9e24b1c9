import { NETCONF, NETCONF_OPTIONS } from '../../../grammar/iproute2/netconf.ts';
import type { LinkInfo } from '../../../kernel/link/requests.ts';
import type { Family } from '../../../net/prefix.ts';
import { Arguments } from '../arguments.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

const RP_FILTERS = ['off', 'strict', 'loose'];

/** `ip netconf`; `index` is the word `netconf`. */
export function netconf(session: Session, index: number): number {
  return subcommand(session, NETCONF, index, 'ip netconf help') === 'help'
    ? usage(session, index)
    : show(session, index + 1);
}

/** Lists the settings of one device, which is never JSON, or of all devices, of `all` and of `default`. */
function show(session: Session, index: number): number {
  const { kernel, netns, out } = session;
  const args = new Arguments(session, NETCONF_OPTIONS, index);
  let device: LinkInfo | undefined;
  while (args.next()) {
    // Other words are passed over.
    if (args.row?.name !== 'dev') continue;
    device = session.device(args.take());
    if (device !== undefined) continue;
    session.error(`Device "${args.word}" does not exist.\n`, args.index);
    return 1;
  }
  if (session.foreignFamily !== undefined) return 0;
  const families: readonly Family[] = session.family === undefined ? [4, 6] : [session.family];
  if (device === undefined) out.openDocument();
  for (const family of families) {
    const links = device === undefined ? kernel.link.dump(netns) : [device];
    for (const link of links) if (family === 4 ? link.inet : link.inet6) print(session, family, link.name);
    if (device === undefined) for (const name of ['all', 'default']) print(session, family, name);
  }
  if (device === undefined) out.closeDocument();
  return 0;
}

/** The settings of a device, of `all` or of `default` (inet_netconf_fill_devconf, inet6_netconf_fill_devconf). */
function print(session: Session, family: Family, device: string): void {
  const { out } = session;
  const value = (name: string): number => {
    const read = session.kernel.sysctl.read(session.netns, `net/ipv${family}/conf/${device}/${name}`);
    return read.ok ? Number(read.value) : 0;
  };
  const onOff = (key: string, name: string) => {
    const on = value(name) !== 0;
    out.field(key, on, `${key} ${on ? 'on' : 'off'} `);
  };
  const name = family === 4 ? 'inet' : 'inet6';
  out.openObject();
  out.field('family', name, `${name} `);
  out.field('interface', device, `${device} `);
  onOff('forwarding', 'forwarding');
  if (family === 4) {
    const mode = RP_FILTERS[value('rp_filter')] ?? 'unknown mode';
    out.field('rp_filter', mode, `rp_filter ${mode} `);
  }
  onOff('mc_forwarding', 'mc_forwarding');
  onOff('proxy_neigh', family === 4 ? 'proxy_arp' : 'proxy_ndp');
  onOff('ignore_routes_with_linkdown', 'ignore_routes_with_linkdown');
  out.text('\n');
  out.closeObject();
}
