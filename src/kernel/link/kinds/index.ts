import type { DeviceKind } from '../kind.ts';
import type { LinkKind } from '../requests.ts';
import { bond } from './bond.ts';
import { bridge } from './bridge.ts';
import { dummy } from './dummy.ts';
import { ethernet } from './ethernet.ts';
import { ifb } from './ifb.ts';
import { loopback } from './loopback.ts';
import { macvlan } from './macvlan.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vrf } from './vrf.ts';
import { vxlan } from './vxlan.ts';

/** Every kind of device. Nobody else imports the files of the kinds: they import the rest of the kernel, which asks here. */
const KINDS: Readonly<Record<LinkKind, DeviceKind>> = {
  loopback,
  ethernet,
  veth,
  bridge,
  dummy,
  vlan,
  macvlan,
  vxlan,
  ifb,
  vrf,
  bond,
};

/** What a kind of device does. */
export function kindOf({ kind }: { readonly kind: LinkKind }): DeviceKind {
  return KINDS[kind];
}
