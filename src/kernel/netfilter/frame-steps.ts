import type { Family, HookName } from './requests.ts';
import type { Chain, Table } from './table.ts';

/** A base chain that frames meet. */
export interface FrameStep {
  readonly table: Table;
  readonly chain: Chain;
}

/** A hook of frames: of bridges, of ARP, or of a device. */
export function frameHook(family: 'bridge' | 'arp' | 'netdev', hook: HookName, device: string = ''): string {
  return `${family} ${hook} ${device}`;
}

/** The chains of frames by their hooks, in order of priority; of equal ones the newest comes first. */
export function frameSteps(tables: Iterable<Table>): ReadonlyMap<string, readonly FrameStep[]> {
  const steps = new Map<string, FrameStep[]>();
  for (const table of tables) {
    if (table.dormant) continue;
    for (const chain of table.chains.values())
      for (const key of hooksOf(table.family, chain)) steps.set(key, [...(steps.get(key) ?? []), { table, chain }]);
  }
  for (const list of steps.values()) list.sort(byPlace);
  return steps;
}

function hooksOf(family: Family, { base }: Chain): string[] {
  if (base === undefined) return [];
  if (family === 'bridge' || family === 'arp') return [frameHook(family, base.hook)];
  // A table of family inet may sit at the ingress of a device as well.
  return (base.devices ?? []).map((device) => frameHook('netdev', base.hook, device));
}

function byPlace(a: FrameStep, b: FrameStep): number {
  return a.chain.base!.priority - b.chain.base!.priority || b.chain.order - a.chain.order;
}
