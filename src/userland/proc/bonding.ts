import type { Kernel } from '../../kernel/kernel.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { formatMac } from '../../net/mac.ts';

/** The names of modes in these files (bond_mode_name). */
const MODES: Readonly<Record<string, string>> = {
  'balance-rr': 'load balancing (round-robin)',
  'active-backup': 'fault-tolerance (active-backup)',
  'balance-xor': 'load balancing (xor)',
  broadcast: 'fault-tolerance (broadcast)',
  '802.3ad': 'IEEE 802.3ad Dynamic link aggregation',
  'balance-tlb': 'transmit load balancing',
  'balance-alb': 'adaptive load balancing',
};
const POLICIES = ['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4', 'vlan+srcmac'];

/** The bonds of a namespace. */
export function bondsOf(kernel: Kernel, netns: Netns): LinkInfo[] {
  return kernel.link.dump(netns).filter((link) => link.bond !== undefined);
}

/** /proc/net/bonding/DEVICE (bond_info_show_master, bond_info_show_slave). */
export function bondFile(kernel: Kernel, netns: Netns, { ifindex, bond, carrier }: LinkInfo): string {
  const { options, active, primary } = bond!;
  const ports = kernel.link.dump(netns).filter(({ master }) => master?.ifindex === ifindex);
  const reselect = `${primary ?? 'None'}${primary === undefined ? '' : ` (primary_reselect ${options.primary_reselect})`}`;
  const head = [
    'Ethernet Channel Bonding Driver: v6.1.176',
    '',
    `Bonding Mode: ${MODES[options.mode]}${options.fail_over_mac === 'none' ? '' : ` (fail_over_mac ${options.fail_over_mac})`}`,
    ...(/xor|ad|tlb/.test(options.mode)
      ? [`Transmit Hash Policy: ${options.xmit_hash_policy} (${POLICIES.indexOf(options.xmit_hash_policy)})`]
      : []),
    ...(/backup|tlb|alb/.test(options.mode)
      ? [`Primary Slave: ${reselect}`, `Currently Active Slave: ${active ?? 'None'}`]
      : []),
    `MII Status: ${carrier ? 'up' : 'down'}`,
    `MII Polling Interval (ms): ${options.miimon}`,
    `Up Delay (ms): ${options.updelay}`,
    `Down Delay (ms): ${options.downdelay}`,
    `Peer Notification Delay (ms): ${options.peer_notify_delay}`,
  ];
  const bodies = ports.map(({ name, bondPort }) =>
    [
      '',
      `Slave Interface: ${name}`,
      `MII Status: ${bondPort!.linkUp ? 'up' : 'down'}`,
      'Speed: 10000 Mbps',
      'Duplex: full',
      `Link Failure Count: ${bondPort!.failures}`,
      `Permanent HW addr: ${formatMac(bondPort!.permanentMac)}`,
      'Slave queue ID: 0',
    ].join('\n'),
  );
  return `${[...head, ...bodies].join('\n')}\n`;
}
