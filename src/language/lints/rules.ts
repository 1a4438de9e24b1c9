import type { NetlabSettings } from '../../protocol/requests.ts';

/** How much a finding matters, in the words of the setting `netlab.severity`. */
export type Severity = NetlabSettings['severity'][string];

/** The rules by id, with their severity where no setting overrides it. A lint of the same name stands beside this file. */
export const RULES = {
  // Refused by Linux: the tool's own message.
  'command-not-found': 'error',
  'unknown-command-word': 'error',
  'incomplete-command': 'error',
  'no-such-device': 'error',
  'no-such-netns': 'error',
  'no-such-sysctl': 'error',
  'no-such-chain': 'error',
  'no-such-entry': 'error',
  'file-exists': 'error',
  'name-too-long': 'error',
  'invalid-gateway': 'error',
  'invalid-prefix': 'error',
  'device-not-up': 'error',
  'network-unreachable': 'error',
  'match-without-protocol': 'error',
  'wrong-chain': 'error',
  'invalid-value': 'error',
  'command-failed': 'error',
  // The script as a whole.
  'syntax-error': 'error',
  'not-simulated': 'information',
  'budget-exhausted': 'warning',
  'unknown-directive': 'warning',
  // Silent mistakes: Linux says nothing.
  'device-down': 'warning',
  'loopback-down': 'warning',
  'no-address': 'warning',
  'address-without-prefix': 'warning',
  'network-address': 'warning',
  'bridge-port-address': 'warning',
  'duplicate-address': 'warning',
  'prefix-mismatch': 'warning',
  'gateway-unowned': 'warning',
  'forwarding-off': 'warning',
  'no-return-route': 'warning',
  'route-without-gateway': 'warning',
  'overlapping-networks': 'warning',
  'lost-by-move': 'warning',
  'port-not-added': 'warning',
  'bridge-loop': 'warning',
  'mtu-mismatch': 'warning',
  'wrong-mac': 'warning',
  'duplicate-mac': 'warning',
  'empty-table': 'warning',
  'duplicate-rule': 'warning',
  'shadowed-rule': 'warning',
  'rule-without-target': 'warning',
  'no-new-connections': 'warning',
  'wrong-hook': 'warning',
  'input-passed-by': 'hint',
  'hairpin-nat': 'warning',
  'vlan-not-on-port': 'warning',
  'vlan-filtering-off': 'warning',
  'vxlan-unreachable': 'warning',
  'bond-unmonitored': 'warning',
  'stp-not-settled': 'warning',
  'macvlan-parent': 'warning',
  // What became of packets.
  'private-source': 'warning',
  'bridged-filter': 'warning',
  'reverse-path': 'warning',
  'other-wire': 'warning',
  'packet-lost': 'information',
} as const satisfies Record<string, Severity>;

/** The id of a rule: shown behind every diagnostic, used in settings and in `# netlab: disable=`. */
export type RuleId = keyof typeof RULES;

/** True for the id of a rule. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(RULES, id);
}
