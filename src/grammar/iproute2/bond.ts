import type { Option } from '../command.ts';

/** The modes of a bond, by their numbers. */
export const BOND_MODES: readonly string[] = [
  'balance-rr',
  'active-backup',
  'balance-xor',
  'broadcast',
  '802.3ad',
  'balance-tlb',
  'balance-alb',
];

const words = (name: string, choices: readonly string[], doc: string, meanings?: Option['meanings']): Option => ({
  ...(meanings === undefined ? {} : { meanings }),
  name,
  match: 'prefix',
  values: ['text'],
  words: choices,
  doc,
});
const number = (name: string, doc: string, rest: Partial<Option> = {}): Option => ({
  name,
  match: 'prefix',
  values: ['number'],
  doc,
  ...rest,
});

/** What stands behind `type bond`, in iproute2's order. */
export const BOND_OPTIONS: readonly Option[] = [
  words('mode', BOND_MODES, 'How it spreads frames over its ports', {
    'balance-rr': 'One frame by each slave in turn',
    'active-backup': 'One slave sends and receives; another takes over when it loses its link',
    'balance-xor': 'The addresses of a frame choose the slave',
    broadcast: 'Every frame leaves by every slave',
    '802.3ad': 'Slaves are agreed with the switch by LACP',
    'balance-tlb': 'Slaves are chosen by their load; one receives',
    'balance-alb': 'As balance-tlb, and ARP answers spread what is received',
  }),
  { name: 'active_slave', match: 'prefix', values: ['device'], doc: 'The port to send by' },
  { name: 'clear_active_slave', match: 'prefix', doc: 'No port chosen by hand', simulated: false },
  number('miimon', 'Milliseconds between two looks at the links of its ports; 0 is never'),
  number('updelay', 'Milliseconds until a link that came counts'),
  number('downdelay', 'Milliseconds until a link that went counts'),
  number('peer_notify_delay', 'Milliseconds between announcements after a failover'),
  number('use_carrier', 'Whether it asks for the carrier'),
  number('arp_interval', 'Milliseconds between ARP probes'),
  words(
    'arp_validate',
    ['none', 'active', 'backup', 'all', 'filter', 'filter_active', 'filter_backup'],
    'Whose ARP answers count',
  ),
  words('arp_all_targets', ['any', 'all'], 'Whether one answer is enough'),
  { name: 'arp_ip_target', match: 'prefix', values: ['address'], doc: 'Whom ARP probes ask, with commas' },
  { name: 'primary', match: 'prefix', values: ['device'], doc: 'The port to send by while it has a link' },
  words('primary_reselect', ['always', 'better', 'failure'], 'When the primary is taken again'),
  words('fail_over_mac', ['none', 'active', 'follow'], 'What becomes of addresses at a failover'),
  words(
    'xmit_hash_policy',
    ['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4', 'vlan+srcmac'],
    'What chooses the port of a frame',
  ),
  number('resend_igmp', 'Membership reports after a failover'),
  number('num_grat_arp', 'Announcements after a failover', { prefixAliases: ['num_unsol_na'] }),
  number('all_slaves_active', 'Whether frames that waiting ports hear are taken'),
  number('min_links', 'Ports with a link that make a carrier'),
  number('lp_interval', 'Seconds between learning packets'),
  number('packets_per_slave', 'Frames by one port before the next'),
  words('lacp_rate', ['slow', 'fast'], 'How often LACP frames are asked for'),
  words('lacp_active', ['off', 'on'], 'Whether LACP frames are sent'),
  words('ad_select', ['stable', 'bandwidth', 'count'], 'How the aggregator is chosen'),
  number('tlb_dynamic_lb', 'Whether flows move between ports'),
  number('arp_missed_max', 'ARP probes that may be missed'),
  { name: 'help', match: 'prefix', doc: 'Print the usage' },
];
