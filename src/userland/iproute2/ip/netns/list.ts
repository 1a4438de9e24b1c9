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
  while (args.next()) {
    if (args.row?.name !== 'nsid') usage(session, index);
    const word = args.take();
    wanted = parseInteger(word) ?? session.invalid('"nsid" value is invalid', args.index);
    if (wanted < 0) session.invalid('"nsid" value should be >= 0', args.index + 1);
  }
  const ids = kernel.netns
    .all()
    .map((netns) => kernel.netns.nsid(session.netns, netns))
    .filter((id): id is number => id !== undefined && (wanted === undefined || id === wanted))
    .sort((a, b) => a - b);
  if (wanted !== undefined && ids.length === 0) {
    session.refused({ errno: 'ENOENT', extack: 'Peer netns reference is invalid' }, args.index);
    return 2;
  }
  out.openDocument();
  for (const id of ids) {
    out.openObject();
    out.field('nsid', id, `nsid ${id} `);
    const name = netnsNameOf(session, id);
    if (name !== undefined) out.field('name', name, `(iproute2 netns name: ${name})`);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}
