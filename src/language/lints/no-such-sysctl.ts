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
import type { Origin } from '../../userland/process.ts';
import type { Fix } from '../finding.ts';
import { nearest } from '../text/nearest.ts';
import { redirectionsOf } from '../text/redirections.ts';
import type { Failure, FailureLint } from './lint.ts';

const NO_KEY = /\/proc\/sys\/(\S+?): (?:No such file or directory|Permission denied)/;

export const noSuchSysctl: FailureLint = {
  rule: 'no-such-sysctl',
  *check(failure) {
    const path = NO_KEY.exec(failure.message)?.[1];
    if (path === undefined) return;
    const written = whereWritten(failure, path);
    yield { ...(written === undefined ? {} : { range: written }), fixes: () => fixesFor(failure, path, written) };
  },
};

/** The word with the key, or the file that the output is redirected to. */
function whereWritten({ lab, line, record }: Failure, path: string): Origin | undefined {
  const spellings = [path, path.replaceAll('/', '.')];
  const names = (word: string) => spellings.some((spelling) => word.includes(spelling));
  const index = line.argv.findIndex(names);
  if (index >= 0) return line.origins[index];
  for (const { target } of redirectionsOf(lab, record.range.start)) {
    if (target !== undefined && names(target.value)) return target.range;
  }
  return undefined;
}

function fixesFor({ lab, record }: Failure, path: string, written: Origin | undefined): Fix[] {
  const { kernel } = lab.run;
  const netns = lab.network.named(lab.netnsOf(record))?.netns ?? kernel.netns.initial;
  const key = nearestKey(kernel, netns, path);
  if (key === undefined || written === undefined) return [];
  const text = lab.text.slice(written.start, written.end);
  for (const separator of ['/', '.']) {
    const at = text.indexOf(path.replaceAll('/', separator));
    if (at < 0) continue;
    const start = written.start + at;
    const edit = { range: { start, end: start + path.length }, newText: key.replaceAll('/', separator) };
    return [{ title: `Change to ${key.replaceAll('/', '.')}`, edits: [edit], preferred: true }];
  }
  return [];
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
