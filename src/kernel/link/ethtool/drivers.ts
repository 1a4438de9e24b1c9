import type { LinkKind } from '../requests.ts';

/** What ETHTOOL_GDRVINFO says of a kind of device. A version is the kernel's own when absent. */
export interface Driver {
  readonly name: string;
  readonly version?: string;
  readonly firmware?: string;
  readonly bus?: string;
  readonly statistics?: true;
}

/** The drivers; a loopback has none. */
export const DRIVERS: Readonly<Record<LinkKind, Driver | undefined>> = {
  loopback: undefined,
  ethernet: undefined,
  veth: { name: 'veth', version: '1.0', statistics: true },
  bridge: { name: 'bridge', version: '2.3', firmware: 'N/A', bus: 'N/A' },
  dummy: { name: 'dummy' },
  vlan: { name: '802.1Q VLAN Support', version: '1.8', firmware: 'N/A' },
  macvlan: { name: 'macvlan', version: '0.1' },
  vxlan: { name: 'vxlan', version: '0.1' },
  ifb: { name: 'ifb', statistics: true },
  vrf: { name: 'vrf', version: '1.1' },
  bond: { name: 'bonding', firmware: '2' },
};

/** Kinds that stamp what they send with the time (ethtool_op_get_ts_info of themselves or of the device below). */
export const STAMPS_SENT: ReadonlySet<LinkKind> = new Set<LinkKind>([
  'loopback',
  'ethernet',
  'veth',
  'dummy',
  'vlan',
  'macvlan',
]);
