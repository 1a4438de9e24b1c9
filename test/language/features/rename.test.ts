import { describe, expect, test } from 'vitest';
import { createLanguageService } from '../../../src/language/index.ts';
import { applied, atCursor, lab, positionAt } from '../check.ts';
import { NEXTHOP, VLAN, VRF } from '../kinds.ts';

/** The lab after a rename at the cursor; undefined where that is not offered. */
function renamed(text: string, newName: string): string | undefined {
  const { document, offset } = atCursor(lab(text));
  const service = createLanguageService();
  const position = positionAt(document.text, offset);
  const edits = service.rename(document, position, newName);
  if (typeof edits === 'string') return undefined;
  expect(service.prepareRename(document, position)).not.toBeNull();
  return applied(document, edits);
}

describe('rename', () => {
  test('a device, through its move, in keys of settings too, and no other of that name', () => {
    const text = `
      ip netns add red
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      ip link add v1 type veth peer name w1
      ip netns exec red ip link set v<|>1 up
      ip netns exec red sysctl -w net.ipv4.conf.v1.rp_filter=1
      ip link set v1 up
    `;
    expect(renamed(text, 'eth0')).toBe(
      lab(`
      ip netns add red
      ip link add v0 type veth peer name eth0
      ip link set eth0 netns red
      ip link add v1 type veth peer name w1
      ip netns exec red ip link set eth0 up
      ip netns exec red sysctl -w net.ipv4.conf.eth0.rp_filter=1
      ip link set v1 up
    `),
    );
  });

  test('a set of ipset, in rules too', () => {
    const text = `
      ipset create web hash:ip
      ipset add we<|>b 10.0.0.1
      iptables -A INPUT -m set --match-set web src -j DROP
    `;
    expect(renamed(text, 'www')).toBe(lab(text).replace('<|>', '').replaceAll('web', 'www'));
  });

  test('a VLAN device, and its parent', () => {
    const text = `${VLAN}\n  ip -n r link show dev eth0.1<|>0\n`;
    expect(renamed(text, 'ten')).toBe(lab(text).replace('<|>', '').replaceAll('eth0.10', 'ten'));
    const trunk = `${VLAN}\n  ip link show dev tru<|>nk\n`;
    expect(renamed(trunk, 'up')).toBe(lab(trunk).replace('<|>', '').replaceAll('trunk', 'up'));
  });

  test('words of a loop name several devices, which change together', () => {
    const text = `
      for n in a b; do
        ip netns add $n
        ip link add v$n type veth peer name eth<|>0 netns $n
        ip -n $n link set eth0 up
      done
      ip -n a link set eth0 mtu 1400
    `;
    expect(renamed(text, 'lan')).toBe(lab(text).replace('<|>', '').replaceAll('eth0', 'lan'));
  });

  test('a next hop object, within a group and in routes', () => {
    const text = NEXTHOP.replace('add id 1 via', 'add id <|>1 via');
    const result = renamed(`${text}\n`, '7');
    expect(result).toContain('ip nexthop add id 7 via');
    expect(result).toContain('ip nexthop add id 10 group 7,3/2');
  });

  test('the table of a VRF', () => {
    const result = renamed(`${VRF}\n  ip -n pe route show table 1<|>0\n`, '100');
    expect(result).toContain('type vrf table 100\n');
    expect(result).toContain('route show table 100\n');
  });

  test('not where a name comes out of a variable, nor to what cannot be one', () => {
    expect(renamed(`${VLAN}\n  ip link show dev port<|>-a\n`, 'x')).toBeUndefined();
    const whyNot = (text: string, name: string) => {
      const { document, offset } = atCursor(text);
      return createLanguageService().rename(document, positionAt(document.text, offset), name);
    };
    expect(whyNot('ip link add v<|>0 type dummy\n', 'much-too-long-a-name')).toBe(
      '“much-too-long-a-name” cannot be the name of a device.',
    );
    expect(whyNot('ip netns add red\nip netns add bl<|>ue\n', 'red')).toBe(
      'There is a namespace red already, on line 1.',
    );
    expect(whyNot('ip net<|>ns add red\n', 'x')).toBe('There is no name here that can be changed.');
    expect(whyNot('for n in a b; do ip netns add $n; done\nip netns del <|>a\n', 'x')).toMatch(
      /^a comes out of a variable/,
    );
  });

  test('a chain, as a target too, and a mark, where rules of routing ask for it', () => {
    expect(
      renamed(
        'iptables -N we<|>b\niptables -A web -j ACCEPT\niptables -A INPUT -j web\niptables -t nat -N web\n',
        'http',
      ),
    ).toBe('iptables -N http\niptables -A http -j ACCEPT\niptables -A INPUT -j http\niptables -t nat -N web\n');
    expect(
      renamed(
        'iptables -t mangle -A OUTPUT -j MARK --set-mark <|>7\nip rule add fwmark 7 table 100\nip route add default dev lo table 100\n',
        '9',
      ),
    ).toBe(
      'iptables -t mangle -A OUTPUT -j MARK --set-mark 9\nip rule add fwmark 9 table 100\nip route add default dev lo table 100\n',
    );
  });
});

/** Why a rename is refused. */
function refusal(text: string, newName: string): unknown {
  const { document, offset } = atCursor(lab(text));
  return createLanguageService().rename(document, positionAt(document.text, offset), newName);
}

describe('rename of an address', () => {
  const HOSTS = `
    # netlab: machine bare
    ip netns add r
    ip link add v0 type veth peer name v1 netns r
    ip addr add 10.0.0.1/24 dev v0
    ip -n r addr add 10.0.0.2<|>/24 dev v1
    ip route add 10.9.0.0/16 via 10.0.0.2
    iptables -A OUTPUT -d 10.0.0.2 -j ACCEPT
    ping -c 1 10.0.0.2
  `;

  test('changes it where it is given, asked for and used, networks left alone', () => {
    expect(renamed(HOSTS, '10.0.0.7')).toBe(lab(HOSTS).replace('<|>', '').replaceAll('10.0.0.2', '10.0.0.7'));
  });

  test('not to one of another network, one that somebody has, or what is none', () => {
    expect(refusal(HOSTS, '10.0.1.2')).toBe('10.0.1.2 is not in 10.0.0.0/24, the network of v1.');
    expect(refusal(HOSTS, '10.0.0.1')).toBe('There is an address 10.0.0.1 already, on line 4.');
    expect(refusal(HOSTS, '10.0.0.300')).toMatch(/cannot be/);
  });
});

describe('rename of a variable', () => {
  test('where it gets values and where it is used, in quotes, arithmetic and here-documents too', () => {
    const text = `
      n<|>s=red
      ip netns add "$ns"
      for i in 1 2; do ns=$ns$i; echo $((i + 1)) "\${ns%1}" '$i'; done
      read -r ns <<< x
      cat <<END
      $ns
      END
    `;
    const result = renamed(text, 'name')!;
    expect(result).toContain('name=red\nip netns add "$name"\n');
    expect(result).toContain(`name=$name$i; echo $((i + 1)) "\${name%1}" '$i'`);
    expect(result).toContain('read -r name <<< x\ncat <<END\n$name\nEND');
  });

  test('in arithmetic', () => {
    expect(renamed('i<|>=1\n((i++))\nfor ((i = 0; i < 3; i++)); do echo $((i * 2)); done\n', 'k')).toBe(
      'k=1\n((k++))\nfor ((k = 0; k < 3; k++)); do echo $((k * 2)); done\n',
    );
  });

  test('not what quotes hide, nor what the lab does not make', () => {
    expect(refusal("p<|>id=1\ntrap 'kill $pid' EXIT\n", 'x')).toBe('pid is named within quotes too, on line 2.');
    expect(refusal('echo $HO<|>ME\n', 'x')).toMatch(/^The lab gives HOME no value/);
    expect(refusal('a<|>=1\nb=2\n', 'b')).toBe('There is a variable b already, on line 2.');
  });

  test('not what cannot be a name, where a loop is half typed', () => {
    const broken = 'for d[$a]=$((d[$b]  node i<|>n "$N"; do\n  echo "$node"\ndone\n';
    expect(refusal(broken, 'x')).toBe('There is no name here that can be changed.');
    expect(refusal('for "a<|>" in 1; do echo "$a"; done\n', 'x')).toBe('There is no name here that can be changed.');
  });
});

test('rename of tables, chains and sets of nft, within quotes and here-documents', () => {
  const text = `
    nft add table inet mine
    nft 'add set inet mine good { type ipv4_addr; }'
    nft add chain inet mine <|>in '{ type filter hook input priority 0; }'
    nft -f - <<END
    add rule inet mine in ip saddr @good accept
    END
    nft list chain inet mine in
  `;
  expect(renamed(text, 'ingo')).toBe(lab(text).replace('<|>', '').replaceAll('mine in', 'mine ingo'));
  const set = text.replace('<|>', '').replace('@good', '@go<|>od');
  expect(renamed(set, 'fine')).toBe(lab(set).replace('<|>', '').replaceAll('good', 'fine'));
  const table = text.replace('<|>', '').replace('list chain inet mine', 'list chain inet mi<|>ne');
  expect(renamed(table, 'own')).toBe(lab(table).replace('<|>', '').replaceAll('mine', 'own'));
});
