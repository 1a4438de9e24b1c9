import type { Program } from '../process.ts';
import { parseOptions } from './options.ts';

/** id(1): the user is root. */
export const id: Program = (process) => {
  const options = parseOptions(process, {
    letters: 'agGnruZz',
    long: { user: 'u', group: 'g', groups: 'G', name: 'n', real: 'r' },
  });
  if (typeof options === 'number') return options;
  const { given, operands, indexes } = options;
  if (operands[0] !== undefined && operands[0] !== 'root' && operands[0] !== '0') {
    process.stderr.write(`id: '${operands[0]}': no such user\n`);
    process.blame(indexes[0] as number);
    return 1;
  }
  const one = given.has('u') || given.has('g') || given.has('G');
  if (given.has('n') && !one) {
    process.stderr.write('id: cannot print only names or real IDs in default format\n');
    return 1;
  }
  process.stdout.write(one ? (given.has('n') ? 'root\n' : '0\n') : 'uid=0(root) gid=0(root) groups=0(root)\n');
  return 0;
};

/** whoami(1). */
export const whoami: Program = (process) => {
  process.stdout.write('root\n');
  return 0;
};
