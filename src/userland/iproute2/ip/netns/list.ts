import { NETNS } from '../../../../grammar/iproute2/netns.ts';
import { Arguments } from '../../arguments.ts';
import { parseInteger } from '../../number.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { netnsNameOf } from '../link/print.ts';

/** `ip netns list`: the names, newest first, with the ids that this namespace has given them. */
export function listNetns(session: Session): number {
  const { kernel, out } = session;
  out.openDocument();
  for (const { name, netns } of kernel.netns.list()) {
    out.openObject();
    out.field('name', name, name);
    const id = kernel.netns.nsid(session.netns, netns);
    if (id !== undefined) out.field('id', id, ` (id: ${id})`);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}

const LIST_ID_OPTIONS = NETNS.commands!.find((command) => command.name === 'list-id')!.options;

/** `ip netns list-id`. */
export function listIds(session: Session, index: number): number {
  const { kernel, out } = session;
  const args = new Arguments(session, LIST_ID_OPTIONS, index);
  let wanted: number | undefined;
  let target: number | undefined;
  while (args.next()) {
    const name = args.row?.name;
    if (name !== 'nsid' && name !== 'target-nsid') usage(session, index);
    const id = parseInteger(args.take()) ?? session.invalid(`"${name}" value is invalid`, args.index);
    if (id < 0) session.invalid(`"${name}" value should be >= 0`, args.index + 1);
    if (name === 'nsid') wanted = id;
    else target = id;
  }
  const all = kernel.netns.all();
  const asked = target === undefined ? session.netns : kernel.netns.withNsid(session.netns, target);
  if (asked === undefined) {
    session.refused({ errno: 'EINVAL', extack: 'Invalid target network namespace id' }, args.index);
    if (wanted !== undefined) return 2;
    session.error('Dump terminated\n');
    return 1;
  }
  // One id is looked up as this namespace knows it, a list shows those of the target (rtnl_net_getid, rtnl_net_dumpid).
  const ids = all
    .map((netns) => ({ id: kernel.netns.nsid(asked, netns), here: kernel.netns.nsid(session.netns, netns) }))
    .filter(({ id, here }) => (wanted === undefined ? id !== undefined : here === wanted))
    .sort((a, b) => (a.id ?? -1) - (b.id ?? -1));
  if (wanted !== undefined && ids.length === 0) {
    session.refused({ errno: 'ENOENT', extack: 'Peer netns reference is invalid' }, args.index);
    return 2;
  }
  out.openDocument();
  for (const { id, here } of ids) {
    out.openObject();
    out.field('nsid', id ?? -1, `nsid ${id ?? 'unassigned'} `);
    if (target !== undefined) out.field('current-nsid', here ?? -1, `current-nsid ${here ?? -1} `);
    const name = netnsNameOf(session, (target === undefined ? id : here) ?? -1);
    if (name !== undefined) out.field('name', name, `(iproute2 netns name: ${name})`);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}
