import type { IpSet } from '../../kernel/netfilter/ipset/ip-set.ts';
import { findSet } from '../../kernel/netfilter/ipset/requests.ts';
import type { Family } from '../../net/prefix.ts';
import type { Process, Program } from '../process.ts';
import type { CommandLetter } from './command-line.ts';
import { Complaint, inNameOf, VERSION } from './complaint.ts';
import { Execution } from './execute.ts';
import type { SetFamily } from './extension.ts';
import { HELP } from './help.ts';
import { Answer, Parser, type Remarks } from './parser.ts';

/** iptables(8). */
export const iptables: Program = (process) => run(process, 4);

/** ip6tables(8): rules are kept and listed, but no packet of IPv6 is carried, so that nothing passes them. */
export const ip6tables: Program = (process) => run(process, 6);

/** Commands after which packets would go another way. */
const CHANGES: ReadonlySet<CommandLetter> = new Set(['A', 'I', 'R', 'P']);

function run(process: Process, family: Family): number {
  try {
    const line = new Parser(process.argv, remarksOf(process), family).parse();
    if (family === 6 && CHANGES.has(line.command))
      process.unsimulated('the way of IPv6 packets through these rules', 0);
    new Execution(process, line, family).run();
    return 0;
  } catch (error) {
    if (!(error instanceof Answer)) return report(process, error, family);
    process.stdout.write(inNameOf(family, error.kind === 'help' ? HELP : `${VERSION}\n`));
    return 0;
  }
}

/** Sets without addresses are of any family. */
function familyOfSet(set: IpSet | undefined): SetFamily | undefined {
  return set?.type.parts.some((part) => /^(?:ip|net)/.test(part)) === false ? 'any' : set?.options.family;
}

/** What the parser asks and tells of a process. */
export function remarksOf(process: Process): Remarks {
  return {
    warn: (text) => process.stderr.write(`${text}\n`),
    unsimulated: (what, index) => process.unsimulated(what, index),
    setFamily: (name) => familyOfSet(findSet(process.netns, name)),
  };
}

/** Prints a complaint and answers its status; anything else is our own mistake and goes on. */
function report(process: Process, error: unknown, family: Family): number {
  if (!(error instanceof Complaint)) throw error;
  process.stderr.write(`${inNameOf(family, error.text)}\n`);
  if (error.index !== undefined) process.blame(error.index);
  return error.status;
}
