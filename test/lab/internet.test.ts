import { expect, test } from 'vitest';
import { runLab } from '../../src/lab/run.ts';

/** What the terminal shows of a lab on a host with an Internet behind it. */
function said(text: string): string {
  return runLab({ text, name: 'lab.netlab', machine: 'host', trace: false })
    .output.map((piece) => piece.text)
    .join('');
}

test('the Internet knows names, and what it does not know does not exist', () => {
  expect(said('getent hosts example.com\ngetent hosts 8.8.8.8\nping -c 1 nope.example\necho $?\n')).toBe(
    '93.184.215.14   example.com\n8.8.8.8         dns.google\nping: nope.example: Name or service not known\n2\n',
  );
});

test('a namespace behind NAT asks its own name server, and gets a page', () => {
  const lab = `
ip netns add red; ip link add v0 type veth peer name v1 netns red
ip addr add 10.0.0.1/24 dev v0; ip link set v0 up
ip -n red addr add 10.0.0.2/24 dev v1; ip -n red link set v1 up; ip -n red route add default via 10.0.0.1
sysctl -qw net.ipv4.ip_forward=1; iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
mkdir -p /etc/netns/red; echo nameserver 8.8.8.8 > /etc/netns/red/resolv.conf
ip netns exec red cat /etc/resolv.conf; cat /etc/resolv.conf
ip netns exec red curl -s -o /dev/null -w '%{http_code} %{remote_ip}\\n' http://example.com/
ip netns exec red nc -zv dns.google 80 443
`;
  expect(said(lab)).toBe(`nameserver 8.8.8.8
nameserver 10.211.55.1
200 93.184.215.14
Connection to dns.google (8.8.8.8) 80 port [tcp/http] succeeded!
nc: connect to dns.google (8.8.8.8) port 443 (tcp) failed: Connection refused
`);
});

test('iperf3 measures by the virtual clock, and counts what a filter drops', () => {
  const lab = `
ip link set lo up
iperf3 -s > /dev/null & sleep 0.1
iperf3 -c 127.0.0.1 -t 1 | grep receiver
iptables -A INPUT -p udp --dport 5201 -m length --length 1000:65535 -m statistic --mode nth --every 4 --packet 3 -j DROP
iperf3 -c 127.0.0.1 -t 1 -u -b 2M -l 1000 | grep receiver
`;
  expect(said(lab)).toBe(`[  5]   0.00-1.00   sec  1.25 MBytes  10.5 Mbits/sec                  receiver
[  5]   0.00-1.00   sec   184 KBytes  1.50 Mbits/sec  0.000 ms  62/250 (25%)  receiver
`);
});
