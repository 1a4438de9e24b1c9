import { describe, expect, test } from 'vitest';
import { sysctlKey } from '../../../src/grammar/procps/sysctl-keys.ts';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { hoverIn } from '../check.ts';

const ROUTER = `
  # netlab: machine bare
  ip netns add r
  ip link add v0 type veth peer name v1 netns r
  ip addr add 10.0.0.1/24 dev v0
  ip link set v0 up
  ip -n r addr add 10.0.0.2/24 dev v1
  ip -n r link set v1 up`;

describe('a gateway', () => {
  test('that is on-link: whose it is, whether it forwards, which route wins for it', () => {
    const text = hoverIn(`${ROUTER}
  ip route add 10.9.0.0/16 via 10.0.0<|>.2
  `);
    expect(text).toContain('is on-link on `v0`');
    expect(text).toContain('`v1` in `r`');
    expect(text).toContain('does not forward packets');
    expect(text).toContain('`10.0.0.0/24 dev v0`');
  });

  test('that forwards', () => {
    const text = hoverIn(`${ROUTER}
  ip netns exec r sysctl -w net.ipv4.ip_forward=1
  ip route add 10.9.0.0/16 via 10.0.0<|>.2
  `);
    expect(text).toContain('which forwards packets');
  });

  test('that nobody owns', () => {
    expect(hoverIn(`${ROUTER}\n  ip route add 10.9.0.0/16 via 10.0.0<|>.9\n`)).toContain('Nobody on the wire has');
  });

  test('that is not on-link, because the device is down or no address covers it', () => {
    const down = ROUTER.replace('ip link set v0 up', ':');
    expect(hoverIn(`${down}\n  ip route add 10.9.0.0/16 via 10.0.0<|>.2\n`)).toMatch(/not on-link.*`v0`.*is down/);
    expect(hoverIn(`${ROUTER}\n  ip route add 10.9.0.0/16 via 10.7.0<|>.2\n`)).toContain(
      'No address of this namespace',
    );
    expect(hoverIn(`${ROUTER}\n  ip route add 10.9.0.0/16 via 10.0.0<|>.1\n`)).toContain(
      'address of this namespace itself',
    );
  });
});

describe('a route', () => {
  test('that wins, and one that is shadowed', () => {
    const won = hoverIn(`${ROUTER}\n  ip route add 10.9<|>.0.0/16 via 10.0.0.2\n`);
    expect(won).toContain('**`10.9.0.0/16 via 10.0.0.2 dev v0`**');
    expect(won).not.toContain('Shadowed');
    const lost = hoverIn(`${ROUTER}
  ip route add 10.9.0.0/16 via 10.0.0.2
  ip route add 10.9<|>.0.0/16 via 10.0.0.3 metric 7
  `);
    expect(lost).toContain('Shadowed');
    expect(lost).toContain('| lost | why |');
  });
});

describe('other words', () => {
  test('a namespace shows its devices and routes as of the line', () => {
    const text = hoverIn(`${ROUTER}\n  ip netns exec <|>r true\n  ip -n r link set v1 down\n`);
    expect(text).toContain('| `v1` | veth | up | `10.0.0.2/24` |');
    expect(text).toContain('`10.0.0.0/24 dev v1`');
  });

  test('a device shows its other end, state and addresses', () => {
    const text = hoverIn(`${ROUTER}\n  ip link show dev v<|>0\n`);
    expect(text).toContain('| other end | `v1` in `r`, up |');
    expect(text).toContain('| address | `10.0.0.1/24` |');
  });

  test('a device that is made in another namespace', () => {
    expect(hoverIn(ROUTER.replace('name v1 netns', 'name v<|>1 netns'))).toContain('veth in `r`');
  });

  test('a keyword has the documentation of its row', () => {
    expect(hoverIn('ip route add default v<|>ia 10.0.0.1\n')).toContain('`via');
    expect(hoverIn('ip lin<|>k\n')).toContain('**link**');
  });

  test('a packet command tells where the packet went', () => {
    const text = hoverIn(`${ROUTER}\n  pin<|>g -c 1 10.0.0.2\n`);
    expect(text).toContain('✓ Delivered in 1 hop');
    expect(text).toContain('| where | stage | what happened |');
  });

  test('nothing to say is no hover', () => {
    expect(hoverIn('# comm<|>ent\n')).toBe('');
  });
});

test('a match, a target, an option of theirs', () => {
  expect(hoverIn('iptables -A INPUT -m hash<|>limit --hashlimit-upto 1/s --hashlimit-name a')).toContain(
    'A rate for each',
  );
  expect(hoverIn('iptables -A INPUT -j NF<|>LOG')).toContain('programs that listen');
  expect(hoverIn('iptables -A INPUT -m owner --uid-<|>owner root')).toContain('User by name or number');
  expect(hoverIn('ipset create web hash:ip time<|>out 60')).toContain('Seconds that elements stay');
});

describe('an address', () => {
  test('shows its network, broadcast and range, and who else is on the segment', () => {
    const text = hoverIn(`${ROUTER}\n  ip addr del 10.0.0<|>.7/24 dev v0\n`);
    expect(text).toContain('| `10.0.0.0/24` | 10.0.0.1 – 10.0.0.254 | 10.0.0.255 |');
    expect(text).toContain('| `10.0.0.2/24` | `v1` in `r` |');
    const owned = hoverIn(ROUTER.replace('10.0.0.2/24 dev v1', '10.0.0<|>.2/24 dev v1'));
    expect(owned).toContain('address of `v1` in `r`');
    expect(owned).toContain('| also on the segment |');
    expect(owned).toContain('| `10.0.0.1/24` | `v0` in `host` |');
  });

  test('says when it is alone, and the range of an address that is written without one', () => {
    expect(hoverIn('ip addr add 10.7.0.1<|>/24 dev eth0\n')).toContain('| `10.7.0.0/24` |');
    expect(hoverIn(`${ROUTER}\n  ping -c 1 10.0.0<|>.2\n`)).toContain('| `10.0.0.0/24` |');
  });
});

const FIREWALL = `${ROUTER}
  iptables -N web
  iptables -P INPUT DROP
  iptables -A INPUT -p icmp -j ACCEPT
  iptables -A INPUT -p tcp -j web
  ping -c 2 10.0.0.2`;

describe('a firewall', () => {
  test('a chain: its policy, its rules, what they have matched by then', () => {
    const text = hoverIn(`${FIREWALL}\n  iptables -L INP<|>UT\n  ping -c 1 10.0.0.2\n`);
    expect(text).toContain('**Chain `INPUT`** of table `filter` in `host`');
    expect(text).toContain('Policy `DROP` since line 9: it decided about no packet.');
    expect(text).toContain('| 1 | `-p icmp -j ACCEPT` | 2 packets, 168 bytes | line 10 |');
    expect(text).toContain('| 2 | `-p tcp -j web` | no packet | line 11 |');
  });

  test('a chain of the lab, where a rule jumps to it', () => {
    expect(hoverIn(FIREWALL.replace('-j web', '-j w<|>eb'))).toContain('**Chain `web`** of table `filter`');
  });

  test('a rule: what it matches in the course of the lab', () => {
    const text = hoverIn(FIREWALL.replace('-j ACCEPT', '-j ACC<|>EPT'));
    expect(text).toContain('| filter INPUT 1 | `-p icmp -j ACCEPT` | 2 packets, 168 bytes |');
    expect(hoverIn(FIREWALL.replace('iptables -A INPUT -p icmp', 'iptables -<|>A INPUT -p icmp'))).toContain(
      '168 bytes',
    );
  });

  test('a rule that is taken away: what it had matched by then', () => {
    const text = hoverIn(`${FIREWALL}\n  iptables -D INPUT <|>1\n`);
    expect(text).toContain('| rule taken away |  | had matched |');
    expect(text).toContain('| filter INPUT 1 | `-p icmp -j ACCEPT` | 2 packets, 168 bytes |');
  });

  test('a set of addresses', () => {
    const text = hoverIn('ipset create web hash:ip\nipset add web 10.0.0.1\nipset list w<|>eb\n');
    expect(text).toContain('**Set `web`** (hash:ip) in `host`: 1 entry, made on line 1');
  });

  test('a policy rule among the others, and that its table is empty', () => {
    const text = hoverIn('ip r<|>ule add from 10.0.0.0/24 lookup 100\n');
    expect(text).toContain('| 32765 | `from 10.0.0.0/24` | `lookup 100` | **this line** |');
    expect(text).toContain('| 32766 | `from all` | `lookup main` |  |');
    expect(text).toContain('**Table 100 has no route**');
  });
});

describe('a setting', () => {
  test('its meaning, its value as of the line, and where it was set', () => {
    const text = hoverIn('sysctl -w net.ipv4.ip_forward=1\nsysctl net.ipv4.ip_<|>forward\n');
    expect(text).toContain('**`net.ipv4.ip_forward`** in `host`');
    expect(text).toContain('the host is a router');
    expect(text).toContain('| `net.ipv4.ip_forward` | `1` | yes | set on line 1 |');
  });

  test('of a device: that of all counts besides', () => {
    const text = hoverIn(`${ROUTER}\n  ip netns exec r sysctl -qw net.ipv4.conf.v1.rp_<|>filter=2\n`);
    expect(text).toContain(
      '| `net.ipv4.conf.v1.rp_filter` | `2` | loose: there has to be some route back | set on line 8 |',
    );
    expect(text).toContain('| `net.ipv4.conf.all.rp_filter` | `0` | no check | never set |');
  });

  test('as a file that is written or read', () => {
    expect(hoverIn('echo 1 > /proc/sys/net/ipv4/ip_<|>forward\n')).toContain('| `1` | yes | set on line 1 |');
  });

  test('every setting that the kernel has has a meaning', () => {
    const { kernel } = createLanguageService().run(labDocument('# netlab: br_netfilter on\n'));
    const { sysctl, netns } = kernel;
    const without: string[] = [];
    const visit = (path: string): void => {
      if (sysctl.kind(netns.initial, path) === 'directory') {
        for (const name of sysctl.list(netns.initial, path)) visit(path === '' ? name : `${path}/${name}`);
      } else if (sysctlKey(path) === undefined) without.push(path);
    };
    visit('');
    expect(without).toEqual([]);
  });
});
