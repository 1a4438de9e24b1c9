import { findSet } from '../../kernel/netfilter/ipset/requests.ts';
import type { Process, Program } from '../process.ts';
import type { CommandLine } from './command-line.ts';
import { Complaint, VERSION } from './complaint.ts';
import { Execution } from './execute.ts';
import { HELP } from './help.ts';
import { Answer, Parser, type Remarks } from './parser.ts';

/** iptables(8). */
export const iptables: Program = (process) => {
  const line = readLine(process, process.argv);
  return typeof line === 'number' ? line : execute(process, line);
};

/** Reads a command line; a number is the exit status when there is nothing left to do. */
export function readLine(process: Process, argv: readonly string[]): CommandLine | number {
  try {
    return new Parser(argv, remarksOf(process)).parse();
  } catch (error) {
    if (error instanceof Answer) {
      process.stdout.write(error.kind === 'help' ? HELP : `${VERSION}\n`);
      return 0;
    }
    return report(process, error);
  }
}

/** What the parser asks and tells of a process. */
export function remarksOf(process: Process): Remarks {
  return {
    warn: (text) => process.stderr.write(`${text}\n`),
    unsimulated: (what, index) => process.unsimulated(what, index),
    setFamily: (name) => findSet(process.netns, name)?.options.family,
  };
}

/** Does what a command line says and answers the exit status. */
export function execute(process: Process, line: CommandLine): number {
  try {
    new Execution(process, line).run();
    return 0;
  } catch (error) {
    return report(process, error);
  }
}

/** Prints a complaint and answers its status; anything else is our own mistake and goes on. */
function report(process: Process, error: unknown): number {
  if (!(error instanceof Complaint)) throw error;
  process.stderr.write(`${error.text}\n`);
  if (error.index !== undefined) process.blame(error.index);
  return error.status;
}
