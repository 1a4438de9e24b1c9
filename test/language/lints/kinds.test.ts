import { describe, expect, test } from 'vitest';
import { annotate, checkDiagnostics, checkFix, lab } from '../check.ts';
import * as KINDS from '../kinds.ts';

describe('the labs of the kinds give nothing to complain of', () => {
  // Nobody is at the other end of the next hops.
  const labs = Object.entries(KINDS).filter(([name]) => name !== 'NEXTHOP');
  test.each(labs)('%s', (_, text) => checkDiagnostics(`${text}\n`));
});

describe('VLANs', () => {
  test('a trunk that does not carry one: the cure goes below its last line', () => {
    checkFix(
      `
      ip netns add r
      ip link add sw up type bridge vlan_filtering 1
      ip link add trunk type veth peer name eth0 netns r
      ip link set trunk master sw up
      ip -n r link set eth0 up
      ip -n r link add link eth0 name eth0.10 type vlan id 1<|>0
      ip -n r link set eth0.10 up
      `,
      `
      ip netns add r
      ip link add sw up type bridge vlan_filtering 1
      ip link add trunk type veth peer name eth0 netns r
      ip link set trunk master sw up
      bridge vlan add dev trunk vid 10
      ip -n r link set eth0 up
      ip -n r link add link eth0 name eth0.10 type vlan id 10
      ip -n r link set eth0.10 up
      `,
    );
  });

  test('a trunk that takes the tag off', () => {
    checkDiagnostics(`
      ip netns add r
      ip link add sw up type bridge vlan_filtering 1
      ip link add trunk type veth peer name eth0 netns r
      ip link set trunk master sw up
      bridge vlan add dev trunk vid 10 untagged
      ip -n r link set eth0 up
      ip -n r link add link eth0 name eth0.10 type vlan id 10
                                                           ^^ warning vlan-not-on-port: trunk in the host sends VLAN 10 without a tag: eth0.10 hears nothing of it.
      ip -n r link set eth0.10 up
    `);
  });

  test('VLANs of a bridge that heeds none', () => {
    checkFix(
      `
      ip link add sw up type bridge
      ip link add v0 type veth peer name v1
      ip link set v0 master sw up
      ip link set v1 up
      bridge vlan add dev v0 vid 1<|>0 pvid untagged
      `,
      `
      ip link add sw up type bridge
      ip link set sw type bridge vlan_filtering 1
      ip link add v0 type veth peer name v1
      ip link set v0 master sw up
      ip link set v1 up
      bridge vlan add dev v0 vid 10 pvid untagged
      `,
    );
  });

  test('a VLAN whose parent is down: the parent comes up first', () => {
    checkFix(
      `
      ip link add v0 type veth peer name v1
      ip link set v1 up
      ip link add link v0 name v0.5 type vlan id 5
      ip link set v0<|>.5 up
      `,
      `
      ip link add v0 type veth peer name v1
      ip link set v1 up
      ip link add link v0 name v0.5 type vlan id 5
      ip link set v0 up
      ip link set v0.5 up
      `,
    );
  });

  test('hosts in one VLAN are on one wire, those in two are not', () => {
    const twice = KINDS.VLAN.replace('10.0.20.1/24', '10.0.10.1/24');
    expect(annotate(lab(`${twice}\n`))).not.toContain('duplicate-address');
    const same = KINDS.VLAN.replace('10.0.10.2/24', '10.0.10.1/24');
    expect(annotate(lab(`${same}\n`))).toContain('warning duplicate-address');
  });
});

test('a next hop that nobody has: the object is to blame, not the route', () => {
  expect(annotate(lab(`${KINDS.NEXTHOP}\n`))).toContain(
    [
      'ip nexthop add id 1 via 10.0.1.254 dev v1',
      '                        ^^^^^^^^^^ warning gateway-unowned: Nobody on the wire of v1 has the address 10.0.1.254.',
    ].join('\n'),
  );
});

describe('tunnels, bonds and spanning trees', () => {
  test('a VXLAN of another number at the other end, nobody there, and no way there', () => {
    expect(annotate(lab(`${KINDS.VXLAN.replace('id 42', 'id 43')}\n`))).toContain(
      'warning vxlan-unreachable: 192.0.2.2 is namespace east, where no VXLAN 43 on UDP port 4789 is. vx0 there is VXLAN 42 on port 4789.',
    );
    expect(annotate(lab(`${KINDS.VXLAN.replace('remote 192.0.2.2', 'remote 192.0.2.9')}\n`))).toContain(
      'warning vxlan-unreachable: Nobody has the address 192.0.2.9, where vx0 sends to.',
    );
    expect(annotate(lab(`${KINDS.VXLAN.replace('remote 192.0.2.2', 'remote 203.0.113.1')}\n`))).toContain(
      'warning vxlan-unreachable: No route in namespace west leads to 203.0.113.1, where vx0 sends to.',
    );
  });

  test('a bond that looks at no link: miimon goes behind its kind', () => {
    checkFix(
      `
      ip link add bon<|>d0 type bond mode active-backup
      ip link add v0 type veth peer name v1
      ip link add w0 type veth peer name w1
      ip link set v0 master bond0
      ip link set w0 master bond0
      ip link set bond0 up
      `,
      `
      ip link add bond0 type bond miimon 100 mode active-backup
      ip link add v0 type veth peer name v1
      ip link add w0 type veth peer name w1
      ip link set v0 master bond0
      ip link set w0 master bond0
      ip link set bond0 up
      `,
      'Look at the links every 100 ms',
    );
  });

  test('an address on a slave belongs on the bond, one on a device of a VRF stays', () => {
    expect(annotate(lab(`${KINDS.BOND}\n  ip -n a addr add 10.0.3.1/24 dev eth0\n`))).toContain(
      'warning bridge-port-address: eth0 is a slave of bond0: the address 10.0.3.1 belongs on bond0.',
    );
    expect(annotate(lab(`${KINDS.VRF}\n`))).not.toContain('bridge-port-address');
  });

  test('a ping before the spanning tree stands waits for it', () => {
    const early = `${KINDS.TRIANGLE}\n  ip netns exec h2 ping -c 1 -W 1 10.0.0.<|>3\n`;
    checkFix(early, early.replace('<|>', '').replace('  ip netns exec h2 ping', '  sleep 5\n  ip netns exec h2 ping'));
  });
});
