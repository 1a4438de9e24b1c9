/** The features that ethtool calls by names of its own: a short and a long one, and the pattern of the kernel's names. */
export const FEATURE_GROUPS: readonly { readonly short: string; readonly long: string; readonly pattern: RegExp }[] = [
  { short: 'rx', long: 'rx-checksumming', pattern: /^rx-checksum$/ },
  { short: 'tx', long: 'tx-checksumming', pattern: /^tx-checksum-/ },
  { short: 'sg', long: 'scatter-gather', pattern: /^tx-scatter-gather/ },
  { short: 'tso', long: 'tcp-segmentation-offload', pattern: /^tx-tcp.*-segmentation$/ },
  { short: 'ufo', long: 'udp-fragmentation-offload', pattern: /^tx-udp-fragmentation$/ },
  { short: 'gso', long: 'generic-segmentation-offload', pattern: /^tx-generic-segmentation$/ },
  { short: 'gro', long: 'generic-receive-offload', pattern: /^rx-gro$/ },
  { short: 'lro', long: 'large-receive-offload', pattern: /^rx-lro$/ },
  { short: 'rxvlan', long: 'rx-vlan-offload', pattern: /^rx-vlan-hw-parse$/ },
  { short: 'txvlan', long: 'tx-vlan-offload', pattern: /^tx-vlan-hw-insert$/ },
  { short: 'ntuple', long: 'ntuple-filters', pattern: /^rx-ntuple-filter$/ },
  { short: 'rxhash', long: 'receive-hashing', pattern: /^rx-hashing$/ },
];
