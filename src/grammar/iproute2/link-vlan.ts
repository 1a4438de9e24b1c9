import type { Option } from '../command.ts';

const flag = (name: string, doc: string): Option => ({
  name,
  match: 'prefix',
  values: ['on-off'],
  words: ['on', 'off'],
  doc,
});

/** What stands behind `type vlan`, in iproute2's order. */
export const VLAN_OPTIONS: readonly Option[] = [
  { name: 'protocol', match: 'prefix', values: ['text'], words: ['802.1Q', '802.1ad'], doc: 'The kind of tag' },
  { name: 'id', match: 'prefix', values: ['vlan'], doc: 'The number of the VLAN, 1 to 4094' },
  flag('reorder_hdr', 'Whether programs see frames without their tags'),
  flag('gvrp', 'Whether the VLAN is registered by GVRP'),
  flag('mvrp', 'Whether the VLAN is registered by MVRP'),
  flag('loose_binding', 'Whether it stays up or down when the device below changes'),
  flag('bridge_binding', 'Whether its carrier is that of the bridge ports in the VLAN'),
  {
    name: 'ingress-qos-map',
    match: 'prefix',
    values: ['text'],
    doc: 'FROM:TO, priorities of tags to those of packets',
  },
  { name: 'egress-qos-map', match: 'prefix', values: ['text'], doc: 'FROM:TO, priorities of packets to those of tags' },
  { name: 'help', match: 'prefix', doc: 'Print the usage' },
];
