/**
 * # no-such-sysctl
 *
 * A kernel setting of this name does not exist.
 *
 * Settings are files below /proc/sys: `net.ipv4.ip_forward` is /proc/sys/net/ipv4/ip_forward. Settings of a device exist
 * while the device does, in its namespace; those of bridged traffic only while the module br_netfilter is loaded.
 *
 * ```netlab wrong
 * sysctl -w net.ipv4.ip_foward=1
 * ```
 *
 * ```netlab right
 * sysctl -w net.ipv4.ip_forward=1
 * ```
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { nearest } from '../text/nearest.ts';
import type { Failure, FailureLint } from './lint.ts';

const NO_KEY = /\/proc\/sys\/(\S+?): (?:No such file or directory|Permission denied)/;

export const noSuchSysctl: FailureLint = {
  rule: 'no-such-sysctl',
  *check(failure) {
    const path = NO_KEY.exec(failure.message)?.[1];
    if (path === undefined) return;
    const { line, index } = failure;
    const dotted = path.replaceAll('/', '.');
    const at = line.argv.findIndex((word) => word.includes(dotted) || word.includes(path));
    yield { range: line.originOf(at < 0 ? index : at), fixes: () => fixesFor(failure, path, at) };
  },
};

function fixesFor({ lab, record, line }: Failure, path: string, index: number): Fix[] {
  const { kernel } = lab.run;
  const netns = lab.network.named(lab.netnsOf(record))?.netns ?? kernel.netns.initial;
  const key = nearestKey(kernel, netns, path);
  if (key === undefined || index < 0) return [];
  const slashes = line.argv[index]!.includes('/');
  const written = slashes ? path : path.replaceAll('/', '.');
  const edit = replaceWord(lab, line, index, slashes ? key : key.replaceAll('/', '.'), written);
  return edit === undefined ? [] : [{ title: `Change to ${key.replaceAll('/', '.')}`, edits: [edit], preferred: true }];
}

/** Walks the path down, replacing each part that does not exist by the nearest one that does. */
function nearestKey(kernel: Kernel, netns: Parameters<Kernel['sysctl']['kind']>[0], path: string): string | undefined {
  let found = '';
  for (const part of path.split('/')) {
    const next = found === '' ? part : `${found}/${part}`;
    if (kernel.sysctl.kind(netns, next) !== undefined) {
      found = next;
      continue;
    }
    const near = nearest(part, kernel.sysctl.list(netns, found));
    if (near === undefined) return undefined;
    found = found === '' ? near : `${found}/${near}`;
  }
  return found === path ? undefined : found;
}
