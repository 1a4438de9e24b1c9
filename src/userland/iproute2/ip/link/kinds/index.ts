import { BOND_WORDS } from './bond.ts';
import { BRIDGE_DETAILS } from './bridge.ts';
import { MACVLAN_WORDS } from './macvlan.ts';
import { PLAIN_WORDS } from './plain.ts';
import { VLAN_WORDS } from './vlan.ts';
import { VRF_WORDS } from './vrf.ts';
import { VXLAN_WORDS } from './vxlan.ts';
import type { KindDetails, KindWords } from './words.ts';

export type { KindRequest } from './words.ts';

/** The kinds of device with words of their own, by name. */
export const KIND_WORDS: Readonly<Record<string, KindWords>> = {
  dummy: PLAIN_WORDS,
  ifb: PLAIN_WORDS,
  vlan: VLAN_WORDS,
  macvlan: MACVLAN_WORDS,
  vxlan: VXLAN_WORDS,
  vrf: VRF_WORDS,
  bond: BOND_WORDS,
};

const NO_DETAILS: KindDetails = {};

/** What `-d` shows of a kind of device; the words of bridges are read elsewhere. */
export function detailsOf(kind: string): KindDetails {
  return kind === 'bridge' ? BRIDGE_DETAILS : (KIND_WORDS[kind] ?? NO_DETAILS);
}
