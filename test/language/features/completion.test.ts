import { describe, expect, test } from 'vitest';
import { completionsIn } from '../check.ts';

const WIRES = `
  # netlab: machine bare
  ip netns add red
  ip netns add r
  ip link add v0 type veth peer name v1 netns r
  ip link add w0 type veth peer name w1 netns red
  ip addr add 10.0.0.1/24 dev v0
  ip -n r addr add 10.0.0.2/24 dev v1
  ip netns exec r sysctl -w net.ipv4.ip_forward=1
  ip link set v0 up
  ip -n r link set v1 up`;

describe('completion', () => {
  test('programs at the beginning, behind sudo and behind ip netns exec', () => {
    expect(completionsIn('i<|>')).toContain('ip');
    expect(completionsIn('sudo i<|>')).toContain('ip');
    expect(completionsIn('ip netns exec red i<|>')).toContain('ip');
    expect(completionsIn('true && i<|>')).toContain('ip');
  });

  test('subcommands and keywords of the grammar', () => {
    expect(completionsIn('ip <|>')).toEqual(expect.arrayContaining(['link', 'addr', 'route', 'netns']));
    expect(completionsIn('ip route add default <|>')).toEqual(expect.arrayContaining(['via', 'dev']));
    expect(completionsIn('ip link add v0 type v<|>')).toContain('veth');
  });

  test('namespaces that exist as of the line', () => {
    expect(completionsIn(`${WIRES}\n  ip netns exec <|>\n`).slice(0, 2).sort()).toEqual(['r', 'red']);
    expect(completionsIn('ip netns exec <|>\nip netns add later\n')).not.toContain('later');
  });

  test('devices of the namespace that the command works in', () => {
    expect(completionsIn(`${WIRES}\n  ip link set <|>\n`)).toEqual(expect.arrayContaining(['v0', 'w0', 'lo']));
    expect(completionsIn(`${WIRES}\n  ip -n red link set <|>\n`)).toContain('w1');
    expect(completionsIn(`${WIRES}\n  ip -n red link set <|>\n`)).not.toContain('v0');
    expect(completionsIn(`${WIRES}\n  ip netns exec r ip link set v<|>\n`)).toEqual(['v1', 'vrf']);
  });

  test('a gateway: on-link routers; an address: the next free one', () => {
    expect(completionsIn(`${WIRES}\n  ip route add default via <|>\n`)[0]).toBe('10.0.0.2');
    expect(completionsIn(`${WIRES}\n  ip addr add <|>\n`)).toContain('10.0.0.3/24');
  });

  test('sysctl keys', () => {
    expect(completionsIn('sysctl -w net.ipv4.ip_f<|>')).toContain('net.ipv4.ip_forward');
  });

  test('matches and targets of iptables with their options, sets of ipset by name', () => {
    expect(completionsIn('iptables -A INPUT -m ha<|>')).toContain('hashlimit');
    expect(completionsIn('iptables -A INPUT -m recent --<|>')).toEqual(
      expect.arrayContaining(['--set', '--update', '--hitcount', '--seconds']),
    );
    expect(completionsIn('iptables -A INPUT -j N<|>')).toContain('NFLOG');
    expect(completionsIn('ipset create web <|>')).toContain('hash:ip,port');
    expect(completionsIn('ipset create web hash:ip\nipset add <|>\n')).toContain('web');
    expect(completionsIn('ipset create web hash:ip\niptables -A INPUT -m set --match-set <|>\n')).toContain('web');
  });

  test('nothing in a comment', () => {
    expect(completionsIn('# ip <|>')).toEqual([]);
  });
});
