import type { Program } from '../process.ts';

/** lsmod(8): all the kernel does is built in, but for br_netfilter once it is loaded. */
export const lsmod: Program = (process) => {
  process.stdout.write('Module                  Size  Used by\n');
  if (process.system.kernel.sysctl.kind(process.netns, 'net/bridge') !== undefined) {
    process.stdout.write('br_netfilter           32768  0\n');
  }
  return 0;
};

/** rmmod(8): nothing that is built in can be taken out. */
export const rmmod: Program = (process) => {
  const names = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  if (names.length === 0) {
    process.stderr.write('rmmod: ERROR: missing module name.\n');
    return 1;
  }
  for (const name of names) process.stderr.write(`rmmod: ERROR: Module ${name} is not currently loaded\n`);
  return 1;
};
