import type { HookContext } from '../context.ts';
import { findSet } from '../ipset/requests.ts';
import { type Meet, type Side, testPacket } from '../ipset/test.ts';

/** A test of a member's counter. */
export interface CounterTest {
  readonly operator: 'eq' | 'ne' | 'lt' | 'gt';
  /** Of 64 bits. */
  readonly value: bigint;
}

/** `-m set`: the packet's addresses and ports are in a set (net/netfilter/xt_set.c). */
export interface SetMatch {
  readonly kind: 'set';
  readonly name: string;
  readonly sides: readonly Side[];
  readonly invert: boolean;
  /** Exceptions match, others do not. */
  readonly returnNomatch: boolean;
  readonly updateCounters: boolean;
  readonly updateSubcounters: boolean;
  readonly packets?: CounterTest;
  readonly bytes?: CounterTest;
}

export function matchSet(match: SetMatch, context: HookContext): boolean {
  const { netns, packet } = context;
  const set = findSet(netns, match.name);
  // This packet counts already (ip_set_match_extensions).
  const count: Meet = ({ options }, met, inList) => {
    if (!options.counters || !(inList ? match.updateSubcounters : match.updateCounters)) return;
    met.packets++;
    met.bytes += packet.length;
  };
  const member = set === undefined ? undefined : testPacket(netns, set, context, match.sides, count);
  if (member === undefined) return match.invert;
  const counts = counterHolds(match.packets, member.packets) && counterHolds(match.bytes, member.bytes);
  return (counts && member.nomatch === match.returnNomatch) !== match.invert;
}

function counterHolds(test: CounterTest | undefined, count: number): boolean {
  switch (test?.operator) {
    case 'eq':
      return BigInt(count) === test.value;
    case 'ne':
      return BigInt(count) !== test.value;
    case 'lt':
      return count < test.value;
    case 'gt':
      return count > test.value;
    default:
      return true;
  }
}
