import { expect, test } from 'vitest';
import { copyKernel } from '../../src/kernel/copy.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { Netns } from '../../src/kernel/netns/netns.ts';
import type { TcpSocket } from '../../src/kernel/socket/tcp/tcp-socket.ts';
import { parseIpv4 } from '../../src/net/ipv4.ts';

const LOOPBACK = parseIpv4('127.0.0.1')!;

/** A namespace whose loopback is up, with a connection from a client to a server in it. */
function connected(): { kernel: Kernel; netns: Netns } {
  const kernel = new Kernel();
  const netns = kernel.netns.initial;
  kernel.link.set(netns, 1, { up: true });
  const server = kernel.socket.open(netns, 'tcp');
  expect(server.bind(LOOPBACK, 80).ok && server.listen(5).ok).toBe(true);
  const client = kernel.socket.open(netns, 'tcp');
  expect(client.connect(LOOPBACK, 80).ok).toBe(true);
  settle(kernel);
  return { kernel, netns };
}

function settle(kernel: Kernel): void {
  const end = kernel.now + 1_000_000;
  while (kernel.next(end));
}

function socketsOf(netns: Netns): TcpSocket[] {
  return netns.sockets.list('tcp') as TcpSocket[];
}

test('what one side writes, the other reads, whole and in order, however long', () => {
  const { kernel, netns } = connected();
  const [listener, client] = socketsOf(netns);
  const server = listener!.accept()!;
  const all = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) & 255);
  const got: number[] = [];
  for (let sent = 0; got.length < all.length; ) {
    const written = client!.write(all.subarray(sent));
    if (written.ok) sent += written.value;
    settle(kernel);
    for (let read = server.read(); read.ok && read.value.length > 0; read = server.read()) got.push(...read.value);
    settle(kernel);
  }
  expect(got).toEqual([...all]);
});

test('a copy of a machine goes on with its connections alone', () => {
  const { kernel, netns } = connected();
  socketsOf(netns)[1]!.write(Uint8Array.of(1, 2, 3));
  const copy = copyKernel(kernel);
  settle(copy);
  const theirs = socketsOf(copy.netns.initial);
  const server = theirs[0]!.accept()!;
  expect(server.read()).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
  theirs[1]!.close();
  server.close();
  settle(copy);
  expect(theirs[1]!.state).toBe('TIME_WAIT');
  expect(socketsOf(netns)[1]!.state).toBe('ESTABLISHED');
});

test('a connection that is over is remembered for a minute, and its address taken as long', () => {
  const { kernel, netns } = connected();
  const [listener, client] = socketsOf(netns);
  const server = listener!.accept()!;
  server.close();
  settle(kernel);
  client!.close();
  settle(kernel);
  listener!.close();
  const again = kernel.socket.open(netns, 'tcp');
  expect(again.bind(LOOPBACK, 80)).toMatchObject({ ok: false, error: { errno: 'EADDRINUSE' } });
  while (kernel.next(kernel.now + 60_000_000));
  expect(kernel.socket.dump(netns, 'tcp')).toEqual([]);
  expect(again.bind(LOOPBACK, 80).ok).toBe(true);
});
