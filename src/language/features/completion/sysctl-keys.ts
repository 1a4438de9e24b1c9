import type { Kernel } from '../../../kernel/kernel.ts';
import type { Netns } from '../../../kernel/netns/netns.ts';
import type { Candidate } from './candidates.ts';

/** Keys listed at most. */
const LIMIT = 300;

/** The keys below the directory that is typed so far, with their values; `net.ipv4` is where labs look first. */
export function sysctlKeys(kernel: Kernel, netns: Netns, partial: string): Candidate[] {
  const typed = partial.replaceAll('.', '/');
  const directory = typed.includes('/') ? typed.slice(0, typed.lastIndexOf('/')) : 'net/ipv4';
  const found: Candidate[] = [];
  const visit = (path: string, depth: number): void => {
    if (found.length >= LIMIT) return;
    const kind = kernel.sysctl.kind(netns, path);
    if (kind === 'file') {
      const value = kernel.sysctl.read(netns, path);
      found.push({ text: path.replaceAll('/', '.'), ...(value.ok ? { detail: value.value.trim() } : {}) });
    } else if (kind === 'directory' && depth > 0) {
      for (const name of kernel.sysctl.list(netns, path)) visit(`${path}/${name}`, depth - 1);
    }
  };
  visit(directory, 3);
  return found;
}
