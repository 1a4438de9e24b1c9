import type { LinkKind } from '../requests.ts';
import { type Feature, GSO_SOFTWARE, SOFT_FEATURES, SOFT_FEATURES_OFF } from './features.ts';

/** The features of a kind of device. */
export interface KindFeatures {
  /** Those that a new one has, or wants (features and wanted_features). */
  readonly on: readonly Feature[];
  /** Those that can be changed (hw_features). */
  readonly changeable: readonly Feature[];
  /** Those that a VLAN upon it may have (vlan_features); `highdma` when absent. */
  readonly vlan?: readonly Feature[];
}

const SCATTER_GATHER: readonly Feature[] = ['tx-scatter-gather', 'tx-scatter-gather-fraglist'];
const TUNNELS: readonly Feature[] = [
  'tx-gre-segmentation',
  'tx-gre-csum-segmentation',
  'tx-ipxip4-segmentation',
  'tx-ipxip6-segmentation',
  'tx-udp_tnl-segmentation',
  'tx-udp_tnl-csum-segmentation',
];
/** NETIF_F_GSO_MASK beyond NETIF_F_GSO_SOFTWARE and the tunnels. */
const OTHER_SEGMENTATION: readonly Feature[] = [
  'tx-gso-robust',
  'tx-fcoe-segmentation',
  'tx-gso-partial',
  'tx-tunnel-remcsum-segmentation',
  'tx-esp-segmentation',
];
const PLAIN: readonly Feature[] = [
  'tx-checksum-ip-generic',
  ...SCATTER_GATHER,
  ...GSO_SOFTWARE,
  'tx-generic-segmentation',
];
const VLAN_INSERT: readonly Feature[] = ['tx-vlan-hw-insert', 'tx-vlan-stag-hw-insert'];
const VLAN_PARSE: readonly Feature[] = ['rx-vlan-hw-parse', 'rx-vlan-stag-hw-parse'];
const SOFT: readonly Feature[] = [...SOFT_FEATURES, ...SOFT_FEATURES_OFF];

const BRIDGE: readonly Feature[] = [...PLAIN, 'highdma', ...TUNNELS, ...OTHER_SEGMENTATION];
const VETH: readonly Feature[] = [...PLAIN, 'tx-checksum-sctp', 'rx-checksum', 'highdma', ...TUNNELS];
const VRF: readonly Feature[] = [...PLAIN, 'rx-gro', 'tx-checksum-sctp', 'rx-checksum', 'highdma'];
const VXLAN: readonly Feature[] = [...PLAIN, 'rx-gro', 'rx-checksum'];
const DUMMY: readonly Feature[] = [...PLAIN, 'rx-gro', 'highdma', ...TUNNELS];
const VLAN: readonly Feature[] = [...DUMMY, 'tx-checksum-sctp', 'tx-checksum-fcoe-crc', 'tx-fcoe-segmentation'];
const BOND: readonly Feature[] = [...DUMMY, 'rx-lro', ...VLAN_PARSE, 'rx-vlan-filter', 'rx-vlan-stag-filter'];
const ESP: readonly Feature[] = ['tx-esp-segmentation', 'esp-hw-offload', 'esp-tx-csum-hw-offload'];

/** The features of each kind (the `setup` functions of the drivers). */
export const KIND_FEATURES: Readonly<Record<LinkKind, KindFeatures>> = {
  loopback: {
    on: [...PLAIN, 'rx-gro', 'rx-checksum', 'tx-checksum-sctp', 'highdma', 'vlan-challenged', 'loopback'],
    changeable: [...GSO_SOFTWARE, ...SOFT_FEATURES, 'rx-gro-list', 'rx-udp-gro-forwarding'],
  },
  // A card of the machine: taken to do what a veth does, without VLANs.
  ethernet: { on: [...VETH, 'rx-gro'], changeable: [...VETH, ...SOFT], vlan: VETH },
  veth: {
    on: [...VETH, ...VLAN_INSERT, ...VLAN_PARSE],
    changeable: [...VETH, ...VLAN_INSERT, ...VLAN_PARSE, ...SOFT],
    vlan: VETH,
  },
  bridge: {
    on: [...BRIDGE, 'rx-gro', ...VLAN_INSERT],
    changeable: [...BRIDGE, ...VLAN_INSERT, ...SOFT],
    vlan: BRIDGE,
  },
  dummy: { on: DUMMY, changeable: [...DUMMY, ...SOFT] },
  vlan: { on: VLAN, changeable: [...VLAN, ...SOFT] },
  macvlan: {
    on: [...PLAIN, 'rx-gro', 'rx-checksum', 'highdma', 'tx-gso-robust', ...TUNNELS],
    changeable: [...SOFT, 'rx-lro'],
    vlan: [...PLAIN, ...TUNNELS],
  },
  vxlan: { on: VXLAN, changeable: [...VXLAN, ...SOFT] },
  ifb: {
    on: [...DUMMY, ...VLAN_INSERT],
    changeable: [...DUMMY, ...VLAN_INSERT, ...SOFT],
  },
  vrf: { on: [...VRF, 'vlan-challenged'], changeable: [...VRF, ...SOFT] },
  bond: {
    on: [...BOND, ...VLAN_INSERT],
    changeable: [...BOND, ...ESP, ...SOFT],
    vlan: [...PLAIN, 'highdma', ...TUNNELS],
  },
};
