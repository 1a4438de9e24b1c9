import { describe, expect, test } from 'vitest';
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
