import { MACVLAN_WORDS } from './macvlan.ts';
import { VLAN_WORDS } from './vlan.ts';
import type { KindWords } from './words.ts';

export type { KindRequest } from './words.ts';

/** The kinds of device with words of their own, by name. */
export const KIND_WORDS: Readonly<Record<string, KindWords>> = { vlan: VLAN_WORDS, macvlan: MACVLAN_WORDS };
