import { expect, test } from 'vitest';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { Netns } from '../../src/kernel/netns/netns.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { TraceEvent } from '../../src/kernel/trace.ts';
import { parseIpv4 } from '../../src/net/ipv4.ts';

const ip = (text: string): number => parseIpv4(text)!;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.errno} ${result.error.extack}`);
  return result.value;
}

/** Gives a device an address and brings it up. */
function configure(kernel: Kernel, netns: Netns, name: string, address: string, length: number): void {
  const { ifindex } = kernel.link.find(netns, name)!;
  must(kernel.address.add(netns, { ifindex, local: ip(address), prefixLength: length }, 'add'));
  must(kernel.link.set(netns, ifindex, { up: true }));
}

/** Pings once; true when an answer comes within two virtual seconds. */
function ping(kernel: Kernel, netns: Netns, to: string): boolean {
  const socket = kernel.socket.open(netns, 'icmp');
  if (!socket.connect(ip(to), 0).ok) return false;
  socket.send({ kind: 'icmp', type: 8, code: 0, id: 1, sequence: 1, dataLength: 56 });
  const end = kernel.now + 2_000_000;
  while (kernel.next(end)) {
    const received = socket.receive();
    if (received?.kind === 'packet' && received.packet.payload.kind === 'icmp' && received.packet.payload.type === 0)
      return true;
  }
  return false;
}

test('two namespaces on a veth pair ping each other', () => {
  const kernel = new Kernel();
  const a = must(kernel.netns.add('a'));
  const b = must(kernel.netns.add('b'));
  must(kernel.link.add(a, { name: 'eth0', kind: 'veth', peer: { name: 'eth0', netns: b } }));
  configure(kernel, a, 'eth0', '10.0.0.1', 24);
  configure(kernel, b, 'eth0', '10.0.0.2', 24);
  expect(ping(kernel, a, '10.0.0.2')).toBe(true);
  expect(ping(kernel, a, '10.0.0.3')).toBe(false);
  expect(kernel.neighbour.dump(a, 4).map((entry) => entry.state)).toEqual(['REACHABLE', 'INCOMPLETE']);
});

test('a router forwards between two networks and every frame has one final event', () => {
  const kernel = new Kernel();
  const [a, r, b] = ['a', 'r', 'b'].map((name) => must(kernel.netns.add(name))) as [Netns, Netns, Netns];
  must(kernel.link.add(r, { name: 'left', kind: 'veth', peer: { name: 'eth0', netns: a } }));
  must(kernel.link.add(r, { name: 'right', kind: 'veth', peer: { name: 'eth0', netns: b } }));
  configure(kernel, a, 'eth0', '10.0.1.2', 24);
  configure(kernel, r, 'left', '10.0.1.1', 24);
  configure(kernel, r, 'right', '10.0.2.1', 24);
  configure(kernel, b, 'eth0', '10.0.2.2', 24);
  for (const [netns, via] of [
    [a, '10.0.1.1'],
    [b, '10.0.2.1'],
  ] as const)
    must(
      kernel.route.add(
        netns,
        { family: 4, destination: { address: 0, length: 0 }, nextHops: [{ gateway: ip(via) }] },
        'add',
      ),
    );
  const events: TraceEvent[] = [];
  kernel.tracer = { packet: (event) => void events.push(event) };
  expect(ping(kernel, a, '10.0.2.2')).toBe(false);
  expect(events.at(-1)?.reason ?? events.find((event) => event.verdict === 'drop')?.reason).toBe('IP_INADDRERRORS');
  must(kernel.sysctl.write(r, 'net/ipv4/ip_forward', '1\n'));
  expect(ping(kernel, a, '10.0.2.2')).toBe(true);
});
