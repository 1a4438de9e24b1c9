import { describe, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../check.ts';

describe('devices that stay down', () => {
  test('a device with an address: the cure goes below its last line', () => {
    checkFix(
      `
      ip link add v<|>0 type veth peer name v1
      ip addr add 10.0.0.1/24 dev v0
      ip link set v1 up
      `,
      `
      ip link add v0 type veth peer name v1
      ip addr add 10.0.0.1/24 dev v0
      ip link set v0 up
      ip link set v1 up
      `,
    );
  });

  test('one that was up before it moved', () => {
    checkDiagnostics(`
      ip netns add red
      ip link add v0 type veth peer name v1
                                         ^^ warning device-down: v1 in namespace red is never brought up: v0 at the other end has no carrier.
      ip link set v0 up
      ip link set v1 up
      ip link set v1 netns red
    `);
  });

  test('one that a command takes down is meant to be down, and one that nothing uses is nobody’s business', () => {
    checkDiagnostics(`
      ip link add v0 type veth peer name v1
      ip link set v0 up
      ip link set v1 up
      ip link set v0 down
      ip link add w0 type veth peer name w1
    `);
  });
});

describe('addresses', () => {
  test('the prefix length of the peer is suggested', () => {
    checkFix(
      `
      ip link add v0 type veth peer name v1
      ip link set v0 up
      ip link set v1 up
      ip addr add 10.0.0.1/28 dev v1
      ip addr add 10.0.0.<|>2 dev v0
      `,
      `
      ip link add v0 type veth peer name v1
      ip link set v0 up
      ip link set v1 up
      ip addr add 10.0.0.1/28 dev v1
      ip addr add 10.0.0.2/28 dev v0
      `,
    );
  });

  test('a /32 that is written is meant', () => {
    checkDiagnostics(`
      ip link add v0 type veth peer name v1
      ip link set v0 up
      ip link set v1 up
      ip addr add 10.0.0.1/32 dev v0
    `);
  });

  test('on a bridge port', () => {
    checkFix(
      `
      ip link add br0 up type bridge
      ip link add v0 type veth peer name v1
      ip link set v0 up master br0
      ip link set v1 up
      ip addr add 10.0.0.1/24 dev v<|>0
      `,
      `
      ip link add br0 up type bridge
      ip link add v0 type veth peer name v1
      ip link set v0 up master br0
      ip link set v1 up
      ip addr add 10.0.0.1/24 dev br0
      `,
    );
  });

  test('the same on two wires is no mistake, and neither is a second address', () => {
    checkDiagnostics(`
      ip netns add a
      ip netns add b
      ip link add a0 type veth peer name e netns a
      ip link add b0 type veth peer name e netns b
      ip -n a addr add 10.0.0.1/24 dev e
      ip -n a addr add 10.0.0.5/24 dev e
      ip -n b addr add 10.0.0.1/24 dev e
      for d in a0 b0; do ip link set $d up; done
      for n in a b; do ip -n $n link set e up; done
    `);
  });
});

describe('routers', () => {
  const wires = `
    ip netns add r
    ip link add v0 type veth peer name v1 netns r
    ip link add w0 type veth peer name w1 netns r
    ip addr add 10.0.0.1/24 dev v0
    ip addr add 10.9.0.1/24 dev w0
    ip link set v0 up
    ip link set w0 up
    ip -n r addr add 10.0.0.2/24 dev v1
    ip -n r addr add 10.9.0.2/24 dev w1
    ip -n r link set v1 up
    ip -n r link set w1 up`;

  test('forwarding is switched on below the last address', () => {
    checkFix(
      `${wires}
    ip route add 10.8.0.0/16 via 10.0.0<|>.2
    `,
      `${wires.replace('10.9.0.2/24 dev w1', '10.9.0.2/24 dev w1\n    ip netns exec r sysctl -w net.ipv4.ip_forward=1')}
    ip route add 10.8.0.0/16 via 10.0.0.2
    `,
    );
  });

  test('a gateway nobody owns', () => {
    checkFix(
      `${wires}
    ip route add 10.8.0.0/16 via 10.0.0<|>.7
    `,
      `${wires}
    ip route add 10.8.0.0/16 via 10.0.0.2
    `,
    );
  });
});
