/** What a device can do by itself, by the names of ETH_SS_FEATURES, in the order of their bits (netdev_features_strings). */
export const FEATURES = [
  'tx-scatter-gather',
  'tx-checksum-ipv4',
  'tx-checksum-ip-generic',
  'tx-checksum-ipv6',
  'highdma',
  'tx-scatter-gather-fraglist',
  'tx-vlan-hw-insert',
  'rx-vlan-hw-parse',
  'rx-vlan-filter',
  'vlan-challenged',
  'tx-generic-segmentation',
  'rx-gro',
  'rx-lro',
  'tx-tcp-segmentation',
  'tx-gso-robust',
  'tx-tcp-ecn-segmentation',
  'tx-tcp-mangleid-segmentation',
  'tx-tcp6-segmentation',
  'tx-fcoe-segmentation',
  'tx-gre-segmentation',
  'tx-gre-csum-segmentation',
  'tx-ipxip4-segmentation',
  'tx-ipxip6-segmentation',
  'tx-udp_tnl-segmentation',
  'tx-udp_tnl-csum-segmentation',
  'tx-gso-partial',
  'tx-tunnel-remcsum-segmentation',
  'tx-sctp-segmentation',
  'tx-esp-segmentation',
  'tx-udp-segmentation',
  'tx-gso-list',
  'tx-tcp-accecn-segmentation',
  'tx-checksum-fcoe-crc',
  'tx-checksum-sctp',
  'rx-ntuple-filter',
  'rx-hashing',
  'rx-checksum',
  'tx-nocache-copy',
  'loopback',
  'rx-fcs',
  'rx-all',
  'tx-vlan-stag-hw-insert',
  'rx-vlan-stag-hw-parse',
  'rx-vlan-stag-filter',
  'l2-fwd-offload',
  'hw-tc-offload',
  'esp-hw-offload',
  'esp-tx-csum-hw-offload',
  'rx-udp_tunnel-port-offload',
  'tls-hw-tx-offload',
  'tls-hw-rx-offload',
  'rx-gro-hw',
  'tls-hw-record',
  'rx-gro-list',
  'macsec-hw-offload',
  'rx-udp-gro-forwarding',
  'hsr-tag-ins-offload',
  'hsr-tag-rm-offload',
  'hsr-fwd-offload',
  'hsr-dup-offload',
] as const;

/** The name of a feature. */
export type Feature = (typeof FEATURES)[number];

const TCP_SEGMENTATION = [
  'tx-tcp-segmentation',
  'tx-tcp-ecn-segmentation',
  'tx-tcp-mangleid-segmentation',
  'tx-tcp6-segmentation',
  'tx-tcp-accecn-segmentation',
] as const satisfies readonly Feature[];

/** NETIF_F_GSO_SOFTWARE: what the kernel does itself where a device cannot. */
export const GSO_SOFTWARE: readonly Feature[] = [
  ...TCP_SEGMENTATION,
  'tx-sctp-segmentation',
  'tx-udp-segmentation',
  'tx-gso-list',
];

/** NETIF_F_SOFT_FEATURES with those that are off unless asked for: every Ethernet device lets them be changed. */
export const SOFT_FEATURES: readonly Feature[] = ['tx-generic-segmentation', 'rx-gro'];
export const SOFT_FEATURES_OFF: readonly Feature[] = ['tx-nocache-copy', 'rx-gro-list', 'rx-udp-gro-forwarding'];

/** NETIF_F_ONE_FOR_ALL: a device has them if one of its ports has. */
const ONE_FOR_ALL: readonly Feature[] = [
  ...GSO_SOFTWARE,
  'tx-gso-robust',
  'tx-scatter-gather',
  'highdma',
  'tx-scatter-gather-fraglist',
  'vlan-challenged',
];

/** NETIF_F_ALL_FOR_ALL: only if each of its ports has. */
const ALL_FOR_ALL: readonly Feature[] = ['tx-nocache-copy', 'tx-fcoe-segmentation'];

/** What a device with ports has of what it wants (br_features_recompute, netdev_increment_features). */
export function ofPorts(wanted: ReadonlySet<Feature>, ports: readonly ReadonlySet<Feature>[]): Set<Feature> {
  const features = new Set(wanted);
  for (const feature of ONE_FOR_ALL)
    if (!ports.some((port) => port.has(feature)) || !wanted.has(feature)) features.delete(feature);
  for (const feature of ALL_FOR_ALL) if (!ports.every((port) => port.has(feature))) features.delete(feature);
  for (const feature of TCP_SEGMENTATION) if (wanted.has(feature)) features.add(feature);
  return features;
}

/** Takes away what lacks something it is built upon (netdev_fix_features). */
export function fixFeatures(features: Set<Feature>): Set<Feature> {
  const drop = (...names: readonly Feature[]) => {
    for (const name of names) features.delete(name);
  };
  const anyChecksum = features.has('tx-checksum-ip-generic');
  if (!features.has('tx-scatter-gather') || !anyChecksum)
    drop('tx-tcp-segmentation', 'tx-tcp-ecn-segmentation', 'tx-tcp6-segmentation');
  if (!features.has('tx-tcp-segmentation')) drop('tx-tcp-mangleid-segmentation');
  if (!features.has('tx-tcp-segmentation') && !features.has('tx-tcp6-segmentation')) drop('tx-tcp-ecn-segmentation');
  if (!features.has('tx-scatter-gather')) drop('tx-generic-segmentation');
  if (!anyChecksum) drop('tx-udp-segmentation');
  return features;
}
