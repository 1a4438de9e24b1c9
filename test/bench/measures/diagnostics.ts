import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startServer } from '../../../src/server/server.ts';
import { type Measure, median } from '../measure.ts';

const WARM_UP = 30;
const EDITS = 100;

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

/** From an edit in the middle of a lab to its diagnostics at the client, over a message connection. */
export default async function diagnostics(): Promise<Measure[]> {
  const uri = 'file:///bench.netlab';
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)));
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
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
  const samples: number[] = [];
  for (let edit = 0; edit < WARM_UP + EDITS; edit += 1) {
    // A digit of an address in the middle is typed over.
    const line = 506;
    const character = 27 + String(50).length;
    const range = { start: { line, character }, end: { line, character: character + 1 } };
    const started = performance.now();
    const done = answered();
    await client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: edit + 2 },
      contentChanges: [{ range, text: String(edit % 10) }],
    });
    await done;
    if (edit >= WARM_UP) samples.push(performance.now() - started);
  }
  client.dispose();
  const sorted = samples.toSorted((a, b) => a - b);
  return [
    { name: 'edit to diagnostics, 1,000 commands, median', value: median(samples), unit: 'ms' },
    { name: 'edit to diagnostics, 1,000 commands, p95', value: sorted[Math.floor(sorted.length * 0.95)]!, unit: 'ms' },
  ];
}
