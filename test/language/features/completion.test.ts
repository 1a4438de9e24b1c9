import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
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
    expect(completionsIn(`${WIRES}\n  ip netns exec r ip link set v<|>\n`)[0]).toBe('v1');
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

describe('likelihood', () => {
  test('a router that forwards before a host, the next free address before another network', () => {
    const hosts = `${WIRES}
  ip link add x0 type veth peer name x1 netns red
  ip addr add 10.2.0.1/24 dev x0
  ip -n red addr add 10.2.0.9/24 dev x1`;
    expect(completionsIn(`${hosts}\n  ip route add default via 10<|>\n`)).toEqual(['10.0.0.2', '10.2.0.9']);
    expect(completionsIn(`${hosts}\n  ip addr add <|>\n`).slice(0, 2)).toEqual(['10.0.0.3/24', '10.2.0.2/24']);
  });

  test('an address for a device that has none, a network that nobody has', () => {
    expect(completionsIn(`${WIRES}\n  ip netns exec red ip addr add <|>\n`)[0]).toBe('10.0.1.1/24');
    expect(completionsIn(`${WIRES}\n  ip -n r addr del 10.0.0.2/24 dev v1\n  ip -n r addr add <|>\n`)[0]).toBe(
      '10.0.0.2/24',
    );
  });

  test('devices before lo; chains and targets that fit the table', () => {
    expect(completionsIn(`${WIRES}\n  ip addr add 10.0.0.9/24 dev <|>\n`).at(-1)).toBe('lo');
    expect(completionsIn('iptables -t raw -A <|>')).toEqual(['PREROUTING', 'OUTPUT']);
    expect(completionsIn('iptables -t nat -A <|>')[0]).toBe('POSTROUTING');
    expect(completionsIn('iptables -t nat -A POSTROUTING -j <|>').slice(0, 2)).toEqual(['MASQUERADE', 'SNAT']);
    expect(completionsIn('iptables -t nat -A PREROUTING -p tcp -j <|>')[0]).toBe('DNAT');
    expect(completionsIn('iptables -N web\niptables -A FORWARD -j <|>\n').slice(0, 5)).toEqual([
      'ACCEPT',
      'DROP',
      'REJECT',
      'LOG',
      'web',
    ]);
  });

  test('programs that labs use most, functions of the lab before them', () => {
    expect(completionsIn('lab() { :; }\n<|>\n').slice(0, 3)).toEqual(['lab', 'ip', 'ping']);
  });

  test('whole topologies, for editors that have no snippets of their own', () => {
    const complete = (snippets: boolean) =>
      createLanguageService()
        .completion(labDocument('lab-r'), { line: 0, character: 5 }, snippets)
        .map(({ label, insertTextFormat, textEdit }) => [label, insertTextFormat, textEdit?.newText.split('\n')[0]]);
    expect(complete(true)).toEqual([['lab-router', 2, '# Two networks and the router between them.']]);
    expect(complete(false)).toEqual([]);
  });
});

describe('nft', () => {
  const TABLE = `
  nft add table inet mine
  nft add chain inet mine in '{ type filter hook input priority 0; }'
  nft add chain inet mine web
  nft add set inet mine ok '{ type ipv4_addr; }'`;

  test('verbs, objects, families, tables, chains and sets that exist as of the line', () => {
    expect(completionsIn('nft <|>').slice(0, 2)).toEqual(['add', 'list']);
    expect(completionsIn('nft add <|>')).toEqual(expect.arrayContaining(['rule', 'chain', 'table', 'set']));
    expect(completionsIn(`${TABLE}\n  nft list table <|>\n`)).toContain('inet mine');
    expect(completionsIn(`${TABLE}\n  nft list table inet <|>\n`)).toEqual(['mine']);
    expect(completionsIn(`${TABLE}\n  nft add rule inet mine <|>\n`)).toEqual(['in', 'web']);
    expect(completionsIn(`${TABLE}\n  nft add element inet mine <|>\n`)).toEqual(['ok']);
  });

  test('words of rules by what stands before them', () => {
    const rule = `${TABLE}\n  nft add rule inet mine in`;
    expect(completionsIn(`${rule} <|>\n`).slice(0, 3)).toEqual(['accept', 'drop', 'reject']);
    expect(completionsIn(`${rule} ct <|>\n`)).toContain('state');
    expect(completionsIn(`${rule} ct state est<|>\n`)).toEqual(['established']);
    expect(completionsIn(`${rule} iifname <|>\n`)).toContain('lo');
    expect(completionsIn(`${rule} ip saddr <|>\n`)).toContain('@ok');
    expect(completionsIn(`${rule} ip saddr 10.0.0.1 jump <|>\n`)).toEqual(['web']);
  });

  test('within quotes and here-documents, chains that these make too', () => {
    expect(completionsIn("nft 'add chain inet mine in { type filter hook <|>'")).toContain('prerouting');
    expect(
      completionsIn('nft -f - <<END\ntable inet t {\n chain a {\n  jump <|>\n }\n chain b { counter; }\n}\nEND\n'),
    ).toContain('b');
    expect(
      completionsIn('nft -f - <<END\ntable inet t {\n chain a {\n  type filter hook input priority 0; policy <|>'),
    ).toEqual(['drop', 'accept']);
    expect(completionsIn('cat <<END\n<|>\nEND\n')).toEqual([]);
  });
});
