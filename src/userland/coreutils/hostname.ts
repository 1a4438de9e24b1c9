import type { Program } from '../process.ts';

/** hostname(1): prints the name in /etc/hostname; setting it writes there. */
export const hostname: Program = (process) => {
  const word = process.argv.slice(1).find((each) => !each.startsWith('-'));
  const { fs } = process.system;
  if (word !== undefined) {
    fs.write('/etc/hostname', `${word}\n`, 'truncate', process.netns);
    return 0;
  }
  const content = fs.read('/etc/hostname', process.netns);
  process.stdout.write(`${content.ok ? content.value.trim() : 'netlab'}\n`);
  return 0;
};

/** nproc(1): one processor. */
export const nproc: Program = (process) => {
  process.stdout.write('1\n');
  return 0;
};
