import type { Process, Program } from '../process.ts';
import { netnsOfFile, netnsOfProcess } from './namespace-file.ts';
import { type Row, readWords } from './options.ts';
import { start } from './unshare.ts';

const KINDS: readonly Row[] = [
  { letter: 'n', long: 'net', argument: 'optional' },
  { letter: 'm', long: 'mount', argument: 'optional' },
  { letter: 'u', long: 'uts', argument: 'optional' },
  { letter: 'i', long: 'ipc', argument: 'optional' },
  { letter: 'p', long: 'pid', argument: 'optional' },
  { letter: 'C', long: 'cgroup', argument: 'optional' },
  { letter: 'U', long: 'user', argument: 'optional' },
  { letter: 'T', long: 'time', argument: 'optional' },
];
const ROWS: readonly Row[] = [
  ...KINDS,
  { letter: 'a', long: 'all' },
  { letter: 't', long: 'target', argument: 'required' },
  { letter: 'S', long: 'setuid', argument: 'required' },
  { letter: 'G', long: 'setgid', argument: 'required' },
  { long: 'preserve-credentials' },
  { letter: 'r', long: 'root', argument: 'optional' },
  { letter: 'w', long: 'wd', argument: 'optional' },
  { letter: 'W', long: 'wdns', argument: 'optional' },
  { letter: 'F', long: 'no-fork' },
  { letter: 'h', long: 'help' },
  { letter: 'V', long: 'version' },
];

/** nsenter(1) of util-linux: runs a command in the network namespace of a process (`-t PID -n`) or of a file (`--net=FILE`). */
export const nsenter: Program = (process) => {
  const words = readWords(process, ROWS);
  if (typeof words === 'number') return words;
  const { given, command } = words;
  if (given.has('help')) {
    process.stdout.write('\nUsage:\n nsenter [options] [<program> [<argument>...]]\n');
    return 0;
  }
  if (given.has('version')) {
    process.stdout.write('nsenter from util-linux 2.38.1\n');
    return 0;
  }
  const netns = wanted(process, given);
  if (typeof netns !== 'string') return start(process, command, 'nsenter', netns);
  process.stderr.write(`nsenter: ${netns}\n`);
  return 1;
};

/** The namespace that the options name, or what is wrong. */
function wanted(process: Process, given: ReadonlyMap<string, string>): Process['netns'] | string {
  const target = given.get('target');
  if (target !== undefined && !/^\d+$/.test(target)) return `failed to parse pid: '${target}'`;
  for (const { long } of KINDS) {
    if (given.get(long) === '' && target === undefined)
      return `neither filename nor target pid supplied for ns/${long === 'mount' ? 'mnt' : long}`;
  }
  const file = given.get('net');
  if (file !== undefined && file !== '') {
    const netns = netnsOfFile(process, file);
    if (netns === 'missing') return `cannot open ${file}: No such file or directory`;
    return netns === 'other' ? "reassociate to namespace 'ns/net' failed: Invalid argument" : netns;
  }
  if (target === undefined) return process.netns;
  const netns = netnsOfProcess(process, Number(target));
  if (netns === undefined) {
    const kind = KINDS.find(({ long }) => given.has(long))?.long ?? 'net';
    return `cannot open /proc/${target}/ns/${kind === 'mount' ? 'mnt' : kind}: No such file or directory`;
  }
  return given.has('net') || given.has('all') ? netns : process.netns;
}
