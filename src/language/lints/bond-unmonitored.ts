/**
 * # bond-unmonitored
 *
 * A bond does not look at the links of its slaves.
 *
 * With `miimon 0`, which is the default, a bond never notices that a slave has lost its link: it goes on sending by it,
 * and no other slave takes over. `miimon 100` lets it look every 100 ms.
 *
 * ```netlab wrong
 * ip link add bond0 type bond mode active-backup
 * ip link add v0 type veth peer name v1
 * ip link add w0 type veth peer name w1
 * ip link set v0 master bond0
 * ip link set w0 master bond0
 * ip link set bond0 up
 * ip link set v1 up
 * ip link set w1 up
 * ```
 *
 * ```netlab right
 * ip link add bond0 type bond mode active-backup miimon 100
 * ip link add v0 type veth peer name v1
 * ip link add w0 type veth peer name w1
 * ip link set v0 master bond0
 * ip link set w0 master bond0
 * ip link set bond0 up
 * ip link set v1 up
 * ip link set w1 up
 * ```
 */
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import type { Device } from '../network/network.ts';
import type { Lint } from './lint.ts';

export const bondUnmonitored: Lint = {
  rule: 'bond-unmonitored',
  *check(lab) {
    for (const device of lab.network.devices) {
      const { bond, name, cause } = device.link;
      const maker = lab.recordOf(cause);
      if (bond === undefined || maker === undefined) continue;
      const { miimon, arp_interval: probes } = bond.options;
      if (miimon > 0 || probes > 0 || lab.network.portsOf(device).length < 2) continue;
      yield {
        range: lab.wordIn(maker, name),
        message: `${name} does not look at the links of its slaves (miimon is 0): none takes over for another.`,
        fixes: () => fixesFor(lab, device),
      };
    }
  },
};

/** Says `miimon 100` behind the kind. */
function fixesFor(lab: Analysis, { link }: Device): Fix[] {
  const line = lab.lineOf(lab.recordOf(link.cause)!);
  const origin = line.origins[line.indexOf('bond')];
  if (origin === undefined || line.argv[line.indexOf('bond') - 1] !== 'type' || line.argv.includes('miimon')) return [];
  const edit = { range: { start: origin.end, end: origin.end }, newText: ' miimon 100' };
  return [{ title: 'Look at the links every 100 ms', edits: [edit], preferred: true }];
}
