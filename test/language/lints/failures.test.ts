import { describe, test } from 'vitest';
import { checkDiagnostics, checkFix, checkFixAll } from '../check.ts';

describe('commands that Linux refuses', () => {
  test('keep the words of the tool, on the word to blame', () => {
    checkDiagnostics(`
      ip link set nope up
                  ^^^^ error no-such-device: Cannot find device "nope"
      ip netns exec nowhere ip link
                    ^^^^^^^ error no-such-netns: Cannot open network namespace "nowhere": No such file or directory
      ip link addr add 10.0.0.1/24 dev lo
              ^^^^ error unknown-command-word: Command "addr" is unknown, try "ip link help".
    `);
  });

  test('are silent where the script expects the failure', () => {
    checkDiagnostics(`
      ip link set nope up || true
      if ! ip link set nope up; then echo no; fi
      ip netns del red 2>/dev/null
      ip link set nope up &>/dev/null
      ip link set nope up >/dev/null 2>&1
    `);
  });

  test('are told once for a loop', () => {
    checkDiagnostics(`
      for i in 1 2 3; do ip link set nope up; done
                                     ^^^^ error no-such-device: Cannot find device "nope"
    `);
  });

  test('are silenced by a directive, for the line or for the file', () => {
    checkDiagnostics(`
      ip link set nope up # netlab: disable=no-such-device
      ip link set nope up
                  ^^^^ error no-such-device: Cannot find device "nope"
    `);
    checkDiagnostics(`
      # netlab: disable=no-such-device, file-exists
      ip link set nope up
    `);
  });

  test('a directive for a rule that does not exist is told', () => {
    checkDiagnostics(`
      ip link # netlab: disable=no-such-devise
                                ^^^^^^^^^^^^^^ warning unknown-directive: There is no rule “no-such-devise”.
    `);
  });
});

describe('cures', () => {
  test('a device that went to another namespace', () => {
    checkFix(
      `
      ip netns add red
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      sudo ip link set v<|>1 up
      `,
      `
      ip netns add red
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      sudo ip netns exec red ip link set v1 up
      `,
    );
  });

  test('the namespace of ip -n is changed, not doubled', () => {
    checkFix(
      'ip netns add a\nip netns add b\nip link add v0 type veth peer name v1 netns b\nip -n a link set v<|>1 up\n',
      'ip netns add a\nip netns add b\nip link add v0 type veth peer name v1 netns b\nip -n b link set v1 up\n',
    );
  });

  test('a mistyped device, namespace, subcommand, sysctl key, chain', () => {
    checkFix('ip netns add red\nip netns exec re<|>b ip link\n', 'ip netns add red\nip netns exec red ip link\n');
    checkFix('ip link set l<|>O up\n', 'ip link set lo up\n');
    checkFix('ip adrr<|> show\n', 'ip addr show\n');
    checkFix('sysctl -w net.ipv4.ip_for<|>ward_=1\n', 'sysctl -w net.ipv4.ip_forward=1\n');
    checkFix('iptables -A FORWARD -j DRO<|>PP\n', 'iptables -A FORWARD -j DROP\n');
  });

  test('a namespace nobody made, beside the others', () => {
    checkFix(
      'sudo ip netns add red\nip link add v0 type veth peer name v1\nip link set v0 netns bl<|>ue\n',
      'sudo ip netns add red\nsudo ip netns add blue\nip link add v0 type veth peer name v1\nip link set v0 netns blue\n',
    );
  });

  test('words of older tools', () => {
    checkFix('ip route add default g<|>w 10.211.55.1 metric 5\n', 'ip route add default via 10.211.55.1 metric 5\n');
    checkFix('ip link ad<|>dr add 10.0.0.1/24 dev lo\n', 'ip addr add 10.0.0.1/24 dev lo\n');
  });

  test('a route that is there', () => {
    checkFix(
      'ip route add unreachable 10.9.0.0/16\nip route add unreachable 10.9.0.0/16<|>\n',
      'ip route add unreachable 10.9.0.0/16\nip route replace unreachable 10.9.0.0/16\n',
    );
  });

  test('host bits in a destination', () => {
    checkFix('ip route add unreachable 10.8.0.5/2<|>4\n', 'ip route add unreachable 10.8.0.0/24\n');
  });

  test('a port without its protocol, and with the protocol too late', () => {
    checkFix('iptables -A INPUT --dpo<|>rt 80 -j ACCEPT\n', 'iptables -A INPUT -p tcp --dport 80 -j ACCEPT\n');
    checkFix('iptables -A INPUT --dpo<|>rt 53 -p udp -j ACCEPT\n', 'iptables -A INPUT -p udp --dport 53 -j ACCEPT\n');
  });

  test('a nat chain without its table', () => {
    checkFix('iptables -A POSTROUT<|>ING -j MASQUERADE\n', 'iptables -t nat -A POSTROUTING -j MASQUERADE\n');
  });

  test('a gateway behind a device that is down', () => {
    checkFix(
      'ip link add v0 type veth peer name v1\nip addr add 10.0.0.1/24 dev v0\nip route add 10.9.0.0/16 via 10.0.0<|>.2\n',
      'ip link add v0 type veth peer name v1\nip addr add 10.0.0.1/24 dev v0\nip link set v0 up\nip route add 10.9.0.0/16 via 10.0.0.2\n',
      'Bring v0 up first',
    );
  });

  test('silence for a line and for the file', () => {
    checkFix(
      'ip link set no<|>pe up\n',
      'ip link set nope up # netlab: disable=no-such-device\n',
      'Disable no-such-device for this line',
    );
    checkFix(
      'ip link set no<|>pe up\n',
      '# netlab: disable=no-such-device\nip link set nope up\n',
      'Disable no-such-device for this file',
    );
  });

  test('fix all goes on until nothing is left', () => {
    checkFixAll(
      `
      ip netns add red
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      ip link addr add 10.0.0.2/24 dev v1
      ip link set v1 up
      ip link set v0 up
      `,
      `
      ip netns add red
      ip link add v0 type veth peer name v1
      ip link set v1 netns red
      ip netns exec red ip addr add 10.0.0.2/24 dev v1
      ip netns exec red ip link set v1 up
      ip link set v0 up
      `,
    );
  });
});

test('what is not simulated is told once, where it is first used', () => {
  checkDiagnostics(`
    for unit in a b; do systemctl restart $unit; done
                        ^^^^^^^^^ information not-simulated: Netlab does not simulate systemctl.
    systemctl status a
  `);
});
