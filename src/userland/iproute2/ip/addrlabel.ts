import { ADDRLABEL } from '../../../grammar/iproute2/addrlabel.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** The labels of a fresh namespace, in the kernel's order (ip6addrlbl_init_table, RFC 6724 §2.1 and older ones). */
const LABELS: readonly (readonly [address: string, length: number, label: number])[] = [
  ['::1', 128, 0],
  ['::', 96, 3],
  ['::ffff:0.0.0.0', 96, 4],
  ['2001::', 32, 6],
  ['2001:10::', 28, 7],
  ['3ffe::', 16, 12],
  ['2002::', 16, 2],
  ['fec0::', 10, 11],
  ['fc00::', 7, 5],
  ['::', 0, 1],
];

/** `ip addrlabel`; `index` is the word `addrlabel`. */
export function addrlabel(session: Session, index: number): number {
  return subcommand(session, ADDRLABEL, index, 'ip addrlabel help') === 'help' ? usage(session, index) : list(session);
}

function list(session: Session): number {
  const { out, options } = session;
  if (options.family !== undefined && options.family !== 6) {
    session.refused({ errno: 'EOPNOTSUPP' });
    session.error('Dump terminated\n');
    return EXIT_MINUS_ONE;
  }
  out.openDocument();
  for (const [address, length, label] of LABELS) {
    out.openObject();
    out.field('address', address, `prefix ${address}`);
    out.field('prefixlen', length, `/${length} `);
    out.field('label', label, `label ${label} `);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}
