import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';

type Netns = Process['netns'];

/** The network namespace of a process: the first one is in that which the machine began with. */
export function netnsOfProcess(process: Process, pid: number): Netns | undefined {
  const { processes, kernel } = process.system;
  return processes.netnsOf(pid) ?? kernel.netns.ofProcess(pid) ?? (pid === 1 ? kernel.netns.initial : undefined);
}

/** The namespace that a file stands for: one below /run/netns, or /proc/PID/ns/net. */
export function netnsOfFile(process: Process, written: string): Netns | 'missing' | 'other' {
  const path = resolvePath(process.cwd, written);
  const pid = /^\/proc\/(\d+|self)\/ns\/net$/.exec(path)?.[1];
  if (pid === 'self') return process.netns;
  if (pid !== undefined) return netnsOfProcess(process, Number(pid)) ?? 'missing';
  const followed = process.system.fs.follow(path);
  const name = followed.ok ? /^\/run\/netns\/([^/]+)$/.exec(followed.value)?.[1] : undefined;
  const netns = name === undefined ? undefined : process.system.kernel.netns.find(name);
  // Docker keeps those of its containers elsewhere.
  const found = netns ?? process.system.kernel.netns.all().find(({ path: own }) => own === path);
  if (found !== undefined) return found;
  return process.system.fs.kind(path, process.netns) === undefined ? 'missing' : 'other';
}
