import { Getopt, type GetoptOption, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { usageOf } from '../../grammar/usage.ts';
import { NSENTER } from '../../grammar/util-linux/nsenter.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import type { Process, Program } from '../process.ts';

/** Namespaces are files of the process, unless `=FILE` names another one. */
const NAMESPACES = ['-n', '-m', '-u', '-i', '-p'];
const TABLE = new GetoptTable<GetoptOption>(
  NSENTER.options.map((row) =>
    NAMESPACES.includes(row.name) ? { ...row, values: ['file'], optionalValue: true } : row,
  ),
);

/** nsenter(1): only network namespaces differ between the processes of a lab, and the files of a container. */
export const nsenter: Program = (process) => {
  const { argv, system } = process;
  const fail = (index: number, message: string) => {
    process.blame(index);
    process.stderr.write(`nsenter: ${message}\n`);
    return 1;
  };
  const scan = new Getopt(argv, [TABLE], 'stop');
  let target: number | undefined;
  let targetAt = 0;
  let file: string | undefined;
  let entersNet = false;
  let first = argv.length;
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'operand') {
      first = step.index;
      break;
    }
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('nsenter', step.error)}\nTry 'nsenter --help' for more information.\n`);
      return 1;
    }
    const { name } = step.option;
    if (name === '-h') {
      process.stdout.write(usageOf('nsenter', NSENTER));
      return 0;
    }
    if (name === '-V') {
      process.stdout.write('nsenter from util-linux 2.38.1\n');
      return 0;
    }
    if (name === '-t') {
      if (!/^\d+$/.test(step.value ?? '')) return fail(step.valueIndex, `failed to parse pid: '${step.value}'`);
      target = Number(step.value);
      targetAt = step.valueIndex;
    }
    if (name === '-n' || name === '-a') entersNet = true;
    if (name === '-n') file = step.value;
  }
  let netns: Netns = process.netns;
  if (entersNet) {
    if (file === undefined && target === undefined)
      return fail(
        argv.findIndex((word) => /^-/.test(word)),
        'neither filename nor target pid supplied for ns/net',
      );
    const found = file === undefined ? ofProcess(process, target!) : ofFile(process, file);
    const path = file ?? `/proc/${target}/ns/net`;
    if (found === undefined) return fail(targetAt, `cannot open ${path}: No such file or directory`);
    netns = found;
  }
  const words = first < argv.length ? argv.slice(first) : ['bash'];
  const running = process.spawn(words, process.origins.slice(first), { netns, vrf: undefined });
  if (running !== undefined) return running;
  process.blame(first);
  process.stderr.write(`nsenter: failed to execute ${words[0]}: No such file or directory\n`);
  return system.programs.has(words[0]!) ? 126 : 127;
};

/** The namespace of a process: those that do not stay in another one are in the initial one. */
function ofProcess({ pid, system }: Process, target: number): Netns | undefined {
  const { netns } = system.kernel;
  return netns.ofProcess(target) ?? (target === 1 || target <= pid ? netns.initial : undefined);
}

/** /run/netns/NAME, /proc/PID/ns/net, and where Docker keeps those of its containers. */
function ofFile(process: Process, path: string): Netns | undefined {
  const { netns } = process.system.kernel;
  const [, pid] = /^\/proc\/(\d+)\/ns\/net$/.exec(path) ?? [];
  if (pid !== undefined) return ofProcess(process, Number(pid));
  const [, name] = /^\/(?:var\/)?run\/netns\/([^/]+)$/.exec(path) ?? [];
  return name === undefined ? netns.all().find(({ path: own }) => own === path) : netns.find(name);
}
