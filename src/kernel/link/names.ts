import type { Netns } from '../netns/netns.ts';
import { type Result, refused } from '../result.ts';

const NAME_LIMIT = 15;

/** Why a device may not be called so; undefined when it may (dev_valid_name, __dev_get_by_name). */
export function refuseName(netns: Netns, name: string): Extract<Result, { ok: false }> | undefined {
  if (name.length > NAME_LIMIT) return refused('ERANGE', 'Attribute failed policy validation');
  if (name === '' || name === '.' || name === '..' || /[/:\s]/.test(name)) return refused('EINVAL');
  const twin = netns.byName.get(name);
  return twin === undefined ? undefined : refused('EEXIST', undefined, twin.cause);
}

/** The first free name of a kind: `veth0`, `veth1`, … (dev_alloc_name). */
export function freeName(netns: Netns, stem: string, avoid?: string): string {
  for (let i = 0; ; i++) if (!netns.byName.has(`${stem}${i}`) && `${stem}${i}` !== avoid) return `${stem}${i}`;
}
