import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  PortMessageReader,
  PortMessageWriter,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver/node';
import { startServerThread } from '../../../src/extension/node-server.ts';
import { type Measure, median } from '../measure.ts';

/** Milliseconds between an answer and the next key: a key that is held down repeats about thirty times a second. */
const BETWEEN_KEYS = 30;
const WARM_UP = 30;

/** A star of namespaces around a bridge, ten commands each, a ping among them. */
function lab(commands: number): string {
  const lines = ['# netlab: machine bare', 'ip link add br0 up type bridge', 'ip addr add 10.0.0.1/16 dev br0'];
  for (let i = 1; lines.length <= commands; i += 1) {
    const address = `10.0.${(i >> 8) + 1}.${i & 255}`;
    lines.push(
      `ip netns add n${i}`,
      `ip link add v${i} type veth peer name eth0 netns n${i}`,
      `ip link set v${i} master br0`,
      `ip link set v${i} up`,
      `ip -n n${i} link set lo up`,
      `ip -n n${i} addr add ${address}/16 dev eth0`,
      `ip -n n${i} link set eth0 up`,
      `ip -n n${i} route add default via 10.0.0.1`,
      `ip netns exec n${i} sysctl -qw net.ipv4.conf.all.rp_filter=0`,
      `ip netns exec n${i} ping -c 1 -W 1 10.0.0.1 > /dev/null`,
    );
  }
  return `${lines.slice(0, commands + 1).join('\n')}\n`;
}

/** One key: so many characters before the cursor go, and a text comes. */
interface Key {
  readonly erased: number;
  readonly text: string;
}

const typed = (text: string): Key[] => Array.from(text, (each) => ({ erased: 0, text: each }));
const erased = (count: number): Key[] => Array.from({ length: count }, () => ({ erased: 1, text: '' }));

/**
 * A quarter of an hour of somebody's work on one of the hosts, in the middle of the lab: each stretch of keys with the
 * line behind whose end the cursor is put before it.
 */
const SESSION: readonly (readonly [line: string, keys: readonly Key[]])[] = [
  ['ip -n n51 addr add', [...erased('.51/16 dev eth0'.length), ...typed('.151/16 dev eth0')]],
  [
    'ip -n n51 route add',
    typed('\n# The offices are behind the same router.\nip -n n51 route add 172.16.0.0/12 via 10.0.0.1'),
  ],
  ['ip netns exec n51 sysctl', typed(' net.ipv4.conf.eth0.accept_redirects=0')],
  ['ip link set v52 up', typed(' mtu 1400')],
  [
    'ip -n n51 route add 172',
    [...erased('172.16.0.0/12 via 10.0.0.1'.length), ...typed('192.168.0.0/16 via 10.0.0.1')],
  ],
  ['ip netns exec n51 ping', typed('\nip netns exec n51 ping -c 1 -W 1 10.0.1.50 > /dev/null || echo "n50 is away"')],
  ['ip link set v52 up', erased(' mtu 1400'.length)],
];

/** The same digit of an address again and again: all that follows is another network each time. */
const DIGITS: readonly (readonly [line: string, keys: readonly Key[]])[] = [
  ['ip -n n51 addr add', erased('/16 dev eth0'.length)],
  ['ip -n n51 addr add', Array.from({ length: 60 }, (_, i) => ({ erased: 1, text: String(i % 10) }))],
];

/** From each key to the diagnostics at the client in milliseconds, in the server as the extension starts it. */
async function keystrokes(text: string, session: typeof SESSION): Promise<number[]> {
  const uri = 'file:///bench.netlab';
  const worker = startServerThread(resolve('dist/server/node.cjs'));
  const client = createProtocolConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  let answer: () => void = () => undefined;
  const answered = () => new Promise<void>((resolve) => (answer = resolve));
  client.onNotification(PublishDiagnosticsNotification.type, () => answer());
  client.listen();
  await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification(InitializedNotification.type, {});
  const opened = answered();
  let version = 1;
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'netlab', version, text },
  });
  await opened;

  const lines = text.split('\n');
  /** Types one key and waits for what is wrong then. */
  async function press(cursor: { line: number; character: number }, key: Key): Promise<number> {
    const start = { line: cursor.line, character: cursor.character - key.erased };
    const started = performance.now();
    const done = answered();
    version += 1;
    await client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end: { ...cursor } }, text: key.text }],
    });
    await done;
    const took = performance.now() - started;
    const old = lines[cursor.line]!;
    const now = old.slice(0, start.character) + key.text + old.slice(cursor.character);
    lines.splice(cursor.line, 1, ...now.split('\n'));
    cursor.character = key.text === '\n' ? 0 : start.character + key.text.length;
    if (key.text === '\n') cursor.line += 1;
    await setTimeout(BETWEEN_KEYS);
    return took;
  }

  const samples: number[] = [];
  // Until the engine has compiled what it will, a few keys in a comment and in a command that come and go.
  const warmUp: readonly Key[] = Array.from({ length: WARM_UP }, (_, i) =>
    i % 2 === 0 ? { erased: 0, text: '0' } : { erased: 1, text: '' },
  );
  for (const [start, keys] of [['ip -n n51 addr add', warmUp] as const, ...session]) {
    const line = lines.findIndex((each) => each.startsWith(start));
    const cursor = { line, character: lines[line]!.length };
    for (const key of keys) {
      const took = await press(cursor, key);
      if (keys !== warmUp) samples.push(took);
    }
  }
  client.dispose();
  await worker.terminate();
  return samples;
}

const p95 = (samples: readonly number[]) => samples.toSorted((a, b) => a - b)[Math.floor(samples.length * 0.95)]!;

/** From a key to the diagnostics while somebody types in a lab of 1,000 commands. */
export default async function diagnostics(): Promise<Measure[]> {
  const session = await keystrokes(lab(1_000), SESSION);
  const digits = (await keystrokes(lab(1_000), DIGITS)).slice(-60);
  return [
    { name: 'key to diagnostics, 1,000 commands, median', value: median(session), unit: 'ms' },
    { name: 'key to diagnostics, 1,000 commands, p95', value: p95(session), unit: 'ms' },
    {
      name: 'key to diagnostics, 1,000 commands, where each key changes all that follows, median',
      value: median(digits),
      unit: 'ms',
    },
  ];
}
