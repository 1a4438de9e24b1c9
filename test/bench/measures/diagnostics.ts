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

const WARM_UP = 30;
const EDITS = 100;
/** Milliseconds between an answer and the next key: a key that is held down repeats about thirty times a second. */
const BETWEEN_KEYS = 30;

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

/** From an edit in the middle of a lab to its diagnostics at the client, in the server as the extension starts it. */
export default async function diagnostics(): Promise<Measure[]> {
  const uri = 'file:///bench.netlab';
  const worker = startServerThread(resolve('dist/server/node.cjs'));
  const client = createProtocolConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  let answer: () => void = () => undefined;
  const answered = () => new Promise<void>((resolve) => (answer = resolve));
  client.onNotification(PublishDiagnosticsNotification.type, () => answer());
  client.listen();
  await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification(InitializedNotification.type, {});

  const text = lab(1_000);
  const opened = answered();
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'netlab', version: 1, text },
  });
  await opened;
  // A digit of an address in the middle is typed over.
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.startsWith('ip -n n51 addr add'));
  const samples: number[] = [];
  for (let edit = 0; edit < WARM_UP + EDITS; edit += 1) {
    const character = lines[line]!.indexOf('/16') - 1;
    const range = { start: { line, character }, end: { line, character: character + 1 } };
    const started = performance.now();
    const done = answered();
    await client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: edit + 2 },
      contentChanges: [{ range, text: String(edit % 10) }],
    });
    await done;
    if (edit >= WARM_UP) samples.push(performance.now() - started);
    await setTimeout(BETWEEN_KEYS);
  }
  client.dispose();
  await worker.terminate();
  const sorted = samples.toSorted((a, b) => a - b);
  return [
    { name: 'edit to diagnostics, 1,000 commands, median', value: median(samples), unit: 'ms' },
    { name: 'edit to diagnostics, 1,000 commands, p95', value: sorted[Math.floor(sorted.length * 0.95)]!, unit: 'ms' },
  ];
}
