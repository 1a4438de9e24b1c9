import { describe, expect, test } from 'vitest';
import { completionsIn, hoverIn, placesIn } from '../check.ts';
import { BOND, MACVLAN, NEXTHOP, TRIANGLE, VLAN, VRF, VXLAN } from '../kinds.ts';

describe('hover over a device of a kind', () => {
  test('a VLAN: its number and its parent, which names it', () => {
    expect(hoverIn(`${VLAN}\n  ip -n r link show dev eth0.1<|>0\n`)).toMatch(
      /\| built upon \| `eth0`, up \|[\s\S]*\| VLAN \| 10 \|/,
    );
    expect(hoverIn(`${VLAN}\n  ip -n r link show dev eth<|>0\n`)).toContain('| carries | `eth0.10`, `eth0.20` |');
  });

  test('a port of a switch that heeds VLANs, and the switch', () => {
    const port = hoverIn(`${VLAN}\n  ip link show dev tru<|>nk\n`);
    expect(port).toContain('| port of | `sw`, forwarding |');
    expect(port).toContain('| VLANs | 1 (untagged, PVID), 10 (tagged), 20 (tagged) |');
    expect(hoverIn(`${VLAN}\n  ip link show dev s<|>w\n`)).toContain('| VLANs | heeded (`vlan_filtering` 1) |');
  });

  test('a port that the spanning tree blocks', () => {
    const text = hoverIn(`${TRIANGLE}\n  sleep 8\n  ip link show dev to3<|>2\n`);
    expect(text).toContain('| port of | `sw3`, blocking |');
    expect(hoverIn(`${TRIANGLE}\n  sleep 8\n  ip link show dev sw<|>1\n`)).toContain('this bridge is the root');
  });

  test('a bond and its slaves, one of them without a link', () => {
    const cut = `${BOND}\n  ip link set p1 down\n  sleep 1`;
    expect(hoverIn(`${cut}\n  ip -n a link show dev bon<|>d0\n`)).toContain(
      '| slaves | `eth0` (no link), `eth1` (active) |',
    );
    expect(hoverIn(`${cut}\n  ip -n a link show dev eth<|>1\n`)).toContain('| slave of | `bond0`, active |');
  });

  test('a VRF, its table and its devices', () => {
    const vrf = hoverIn(`${VRF}\n  ip -n pe link show dev re<|>d\n`);
    expect(vrf).toContain('| table | 10 |');
    expect(vrf).toContain('| devices | `red-1`, `red-2` |');
    expect(vrf).toContain('| route | `10.0.1.0/24 dev red-1` |');
    expect(hoverIn(`${VRF}\n  ip -n pe link show dev red-<|>1\n`)).toContain('| in VRF | `red`, table 10 |');
    expect(hoverIn(`${VRF}\n  ip -n pe route show table 2<|>0\n`)).toContain('**Table 20** of the VRF `blue`');
  });

  test('a VXLAN and a macvlan', () => {
    const vxlan = hoverIn(`${VXLAN}\n  ip -n west link show dev vx<|>0\n`);
    expect(vxlan).toContain('| VNI | 42, UDP port 4789 |');
    expect(vxlan).toContain('| sends to | `192.0.2.2` |');
    expect(hoverIn(`${MACVLAN}\n  ip -n c1 link show dev mv<|>1\n`)).toContain('| built upon | `up0` in `host`, up |');
  });

  test('a kind has a meaning of its own, and so has a mode', () => {
    expect(hoverIn('ip link add x type vr<|>f table 5\n')).toContain('**vrf**: A routing table of its own');
    expect(hoverIn('ip link add x type bond mode active-b<|>ackup\n')).toContain('another takes over');
  });
});

describe('hover over numbers', () => {
  test('a VLAN: who is in it', () => {
    const text = hoverIn(`${VLAN}\n  bridge vlan show vid 1<|>0\n`);
    expect(text).toContain('| `trunk` | tagged |  |');
    expect(text).toContain('| `port-a` | without a tag | PVID |');
  });

  test('a next hop object and a group of them', () => {
    expect(hoverIn(`${NEXTHOP}\n  ip nexthop get id <|>1\n`)).toContain('**Next hop 1**: `via 10.0.1.254 dev v1`');
    const group = hoverIn(`${NEXTHOP}\n  ip route replace 10.5.0.0/24 nhid 1<|>0\n`);
    expect(group).toContain('| 1 | `via 10.0.1.254 dev v1` | 3 of 4 |');
    expect(group).toContain('Used by `10.5.0.0/24 via 10.0.1.254 dev v1');
  });
});

describe('completion', () => {
  test('masters, VRFs, VLANs, next hop objects: only those that there are', () => {
    expect(completionsIn(`${BOND}\n  ip -n a link set eth0 master <|>`)).toEqual(['bond0']);
    expect(completionsIn(`${VRF}\n  ip -n pe route show vrf <|>`)).toEqual(['red', 'blue']);
    expect(completionsIn(`${VLAN}\n  bridge vlan add dev port-a vid <|>`)).toEqual(['1', '10', '20']);
    expect(completionsIn(`${NEXTHOP}\n  ip route add 10.6.0.0/24 nhid <|>`)).toEqual(['1', '2', '10']);
    expect(completionsIn(`${VLAN}\n  ip -n b link add link eth0 name <|>`)).toEqual(['eth0.10', 'eth0.20']);
  });

  test('the ends of a tunnel', () => {
    expect(completionsIn(`${VXLAN}\n  ip -n west link add vx1 type vxlan id 43 local <|>`)).toContain('192.0.2.1');
    const remotes = completionsIn(`${VXLAN}\n  ip -n west link add vx1 type vxlan id 43 remote <|>`);
    expect(remotes).toContain('192.0.2.2');
    expect(remotes).not.toContain('192.0.2.1');
  });
});

describe('definition and references', () => {
  test('the parent of a VLAN, a bond, a VRF', () => {
    expect(placesIn(`${VLAN}\n  ip -n r link add link eth<|>0 name x type vlan id 30\n`, 'definition')).toEqual([
      '17:eth0',
    ]);
    expect(placesIn(`${BOND}\n  ip -n a link set eth0 master bon<|>d0\n`, 'definition')).toEqual(['10:bond0']);
    expect(placesIn(`${VRF}\n  ip -n pe route show vrf re<|>d\n`, 'definition')).toEqual(['4:red']);
  });

  test('the table of a VRF, and a next hop object within a group', () => {
    expect(placesIn(`${VRF}\n  ip -n pe route show table 1<|>0\n`, 'definition')).toEqual(['4:10']);
    expect(placesIn(`${NEXTHOP}\n  ip route add 10.6.0.0/24 nhid <|>2\n`, 'references')).toEqual([
      '8:2',
      '9:2',
      '11:2',
    ]);
  });

  test('a VLAN, wherever it is named', () => {
    expect(placesIn(`${VLAN}\n  bridge vlan show vid 2<|>0\n`, 'references')).toEqual([
      '10:$vlan',
      '20:20',
      '23:20',
      '31:20',
    ]);
  });
});
