import type { HookContext, TargetVerdict } from '../context.ts';
import type { Element } from '../ipset/element.ts';
import type { IpSet } from '../ipset/ip-set.ts';
import { addElement, deleteElement, findSet } from '../ipset/requests.ts';
import { elementToChange, type Side, testPacket } from '../ipset/test.ts';
import type { HookNetns } from '../skb.ts';

/** A set by its name, and the sides of the packet that make the element. */
export interface SetSides {
  readonly name: string;
  readonly sides: readonly Side[];
}

/** `-j SET`: puts the packet's addresses and ports into a set, or takes them out, and goes on (net/netfilter/xt_set.c). */
export interface SetTarget {
  readonly kind: 'SET';
  readonly add?: SetSides;
  readonly delete?: SetSides;
  /** Gives the packet the mark of the member that it meets; priorities and queues mean nothing here. */
  readonly map?: SetSides;
  readonly mapMark: boolean;
  readonly mapPriority: boolean;
  readonly mapQueue: boolean;
  /** A member that is there already gets its time anew. */
  readonly exist: boolean;
  /** Seconds; the set's own unless given. */
  readonly timeout?: number;
}

export function changeSet(target: SetTarget, context: HookContext): TargetVerdict {
  const { netns, packet } = context;
  const { add, delete: remove, exist, timeout } = target;
  const added = add === undefined ? undefined : findSet(netns, add.name);
  const element = added === undefined ? undefined : elementToChange(added, context, add!.sides, netns.kernel.now);
  if (added !== undefined && element !== undefined) {
    const { options } = added;
    const given = {
      byPacket: true,
      ...(timeout === undefined || options.timeout === undefined ? {} : { timeout }),
      ...(options.counters ? { packets: 1, bytes: packet.length } : {}),
    };
    addElement(netns, added, element, given, exist);
  }
  const removed = remove === undefined ? undefined : findSet(netns, remove.name);
  if (removed !== undefined) takeOut(removed, remove!.sides, context);
  mapMark(target, context);
  return 'continue';
}

/** `--map-mark` (set_target_v3). */
function mapMark({ map, mapMark: wanted }: SetTarget, context: HookContext): void {
  const { netns, skb } = context;
  const set = map === undefined || !wanted ? undefined : findSet(netns, map.name);
  const found = set === undefined ? undefined : testPacket(netns, set, context, map!.sides);
  const info = found?.nomatch ? undefined : found?.info;
  if (info !== undefined) skb.mark = ((skb.mark & ~info.mask) ^ info.mark) >>> 0;
}

function takeOut(removed: IpSet, sides: readonly Side[], context: HookContext): void {
  const { netns } = context;
  // A list of sets is asked which member has the packet.
  const gone =
    removed.type.storage === 'list'
      ? firstOf(netns, removed, context, sides)
      : elementToChange(removed, context, sides, netns.kernel.now);
  if (gone !== undefined) deleteElement(netns, removed, gone, true);
}

/** The member of one of a list's sets that a packet meets. */
function firstOf(netns: HookNetns, list: IpSet, context: HookContext, sides: readonly Side[]): Element | undefined {
  let first: Element | undefined;
  testPacket(netns, list, context, sides, (_, { element }, inList) => {
    if (inList) first ??= element;
  });
  return first;
}

/** The sets that the target refers to. */
export function setsNamed({ add, delete: remove, map }: SetTarget): string[] {
  return [add, remove, map].flatMap((one) => (one === undefined ? [] : [one.name]));
}
