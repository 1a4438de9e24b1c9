import { MROUTE, MROUTE_OPTIONS, MRULE } from '../../../grammar/iproute2/multicast-routing.ts';
import { Arguments } from '../arguments.ts';
import { FAMILY_NUMBERS, type Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** The one table of multicast routes there is (RT_TABLE_DEFAULT). */
const TABLE = 253;

/** `ip mroute`; `index` is the word `mroute`. Nobody enters multicast routes. */
export function mroute(session: Session, index: number): number {
  if (subcommand(session, MROUTE, index, 'ip mroute help') === 'help') return usage(session, index);
  const { out } = session;
  const args = new Arguments(session, MROUTE_OPTIONS, index + 1);
  let table = TABLE;
  while (args.next()) {
    const name = args.row?.name;
    if (name === undefined) continue;
    args.take();
    if (name !== 'table') continue;
    if (args.word === 'all') table = TABLE;
    else table = session.tables.parse(args.word) ?? session.invalid('table id value is invalid\n', args.index);
  }
  if (table !== TABLE && session.foreignFamily === undefined) {
    session.refused({ errno: 'ENOENT', extack: `ipv${session.family ?? 4}: MR table does not exist` }, index);
    session.error('Dump terminated\n');
    return 1;
  }
  out.openDocument();
  out.closeDocument();
  return 0;
}

/** `ip mrule`; `index` is the word `mrule`. */
export function mrule(session: Session, index: number): number {
  const { out, foreignFamily } = session;
  if (foreignFamily !== undefined) {
    const number = FAMILY_NUMBERS[foreignFamily];
    session.die(`Multicast rules are only supported for IPv4/IPv6, was: ${number}\n`, index);
  }
  if (subcommand(session, MRULE, index, 'ip rule help') === 'help') return usage(session, index);
  const table = session.family === 6 ? 'main' : 'default';
  out.openDocument();
  out.openObject();
  out.field('priority', 32767, '32767:\t');
  out.field('src', 'all', 'from all');
  out.field('table', table, ` lookup ${table}`);
  out.text('\n');
  out.closeObject();
  out.closeDocument();
  return 0;
}
