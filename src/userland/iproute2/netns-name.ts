import type { Netns } from '../../kernel/netns/netns.ts';
import { resolvePath } from '../file-system.ts';
import type { Session } from './session.ts';

/** Where names of namespaces are files (NETNS_RUN_DIR). */
export const NETNS_DIRECTORY = '/run/netns';

/**
 * What a path leads to: a namespace, `other` for a file or a directory that is none, which can be opened but not entered,
 * or nothing (netns_get_fd).
 */
export function openNetns({ kernel, process }: Session, file: string): Netns | 'other' | undefined {
  const path = resolvePath(process.cwd, file);
  const netns = path.startsWith(`${NETNS_DIRECTORY}/`)
    ? kernel.netns.find(path.slice(NETNS_DIRECTORY.length + 1))
    : undefined;
  if (netns !== undefined) return netns;
  return process.system.fs.kind(path, process.netns) === undefined ? undefined : 'other';
}
