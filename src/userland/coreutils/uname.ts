import type { Program } from '../process.ts';
import { misused, parseOptions } from './options.ts';

/** The kernel's release, which drivers without a version of their own give as theirs too. */
export const KERNEL_RELEASE = '6.1.0-18-amd64';

/** What uname(2) answers, by the letter that asks for it, in the order it is printed. */
const FIELDS: readonly (readonly [string, string])[] = [
  ['s', 'Linux'],
  ['n', 'netlab'],
  ['r', KERNEL_RELEASE],
  ['v', '#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)'],
  ['m', 'x86_64'],
  ['o', 'GNU/Linux'],
];

const LONG = {
  all: 'a',
  'kernel-name': 's',
  nodename: 'n',
  'kernel-release': 'r',
  'kernel-version': 'v',
  machine: 'm',
  'operating-system': 'o',
};

/** uname(1). */
export const uname: Program = (process) => {
  const options = parseOptions(process, { letters: 'asnrvmpio', long: LONG });
  if (typeof options === 'number') return options;
  if (options.operands[0] !== undefined) return misused(process, `extra operand '${options.operands[0]}'`);
  const { given } = options;
  const wanted = FIELDS.filter(([letter]) => given.has('a') || given.has(letter)).map(([, text]) => text);
  if (!given.has('a') && (given.has('p') || given.has('i'))) wanted.push('unknown');
  process.stdout.write(`${given.size === 0 ? 'Linux' : wanted.join(' ')}\n`);
  return 0;
};
