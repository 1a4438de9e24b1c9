import {
  CT_ESTABLISHED,
  CT_ESTABLISHED_REPLY,
  CT_NEW,
  CT_RELATED,
  CT_RELATED_REPLY,
  CT_UNTRACKED,
} from '../conntrack/info.ts';
import type { HookContext } from '../context.ts';

/** Bits of a set of states, in the order of the names (XT_CONNTRACK_STATE_*). */
export const STATE_INVALID = 1;
export const STATE_NEW = 2;
export const STATE_RELATED = 4;
export const STATE_ESTABLISHED = 8;
export const STATE_UNTRACKED = 16;
export const STATE_SNAT = 32;
export const STATE_DNAT = 64;

/** `-m state`: how the packet stands to its connection. */
export interface StateMatch {
  readonly kind: 'state';
  readonly states: number;
  readonly invert: boolean;
}

/** The bit of a packet's state. */
export function stateBitOf({ connection, ctInfo }: HookContext['skb']): number {
  if (connection === null) return ctInfo === CT_UNTRACKED ? STATE_UNTRACKED : STATE_INVALID;
  switch (ctInfo) {
    case CT_NEW:
      return STATE_NEW;
    case CT_RELATED:
    case CT_RELATED_REPLY:
      return STATE_RELATED;
    case CT_ESTABLISHED:
    case CT_ESTABLISHED_REPLY:
      return STATE_ESTABLISHED;
    default:
      return STATE_UNTRACKED;
  }
}

export function matchState({ states, invert }: StateMatch, { skb }: HookContext): boolean {
  return ((states & stateBitOf(skb)) !== 0) !== invert;
}
