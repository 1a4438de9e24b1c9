import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Position } from 'vscode-languageserver/node';
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
import { startServerThread } from '../../src/extension/node-server.ts';

/** Milliseconds between an answer and the next key: a key that is held down repeats about thirty times a second. */
const BETWEEN_KEYS = 30;
/** Commands that are run until the engine has compiled what it will: each key of the warm-up runs half of a lab anew. */
const WARM_UP = 15_000;
/** Namespaces on one bridge. */
export const OFFICE = 100;
/** Commands for each of them. */
const COMMANDS_OF_A_HOST = 10;

/** Stars of a hundred namespaces around a bridge, ten commands each, a ping among them. */
export function lab(commands: number): string {
  const lines = ['# netlab: machine bare'];
  for (let i = 1; lines.length <= commands; i += 1) {
    const office = Math.floor((i - 1) / OFFICE);
    const [bridge, gateway] = [`br${office}`, `10.${office}.0.1`];
    if (i % OFFICE === 1) lines.push(`ip link add ${bridge} up type bridge`, `ip addr add ${gateway}/16 dev ${bridge}`);
    lines.push(
      `ip netns add n${i}`,
      `ip link add v${i} type veth peer name eth0 netns n${i}`,
      `ip link set v${i} master ${bridge}`,
      `ip link set v${i} up`,
      `ip -n n${i} link set lo up`,
      `ip -n n${i} addr add 10.${office}.1.${((i - 1) % OFFICE) + 1}/16 dev eth0`,
      `ip -n n${i} link set eth0 up`,
      `ip -n n${i} route add default via ${gateway}`,
      `ip netns exec n${i} sysctl -qw net.ipv4.conf.all.rp_filter=0`,
      `ip netns exec n${i} ping -c 1 -W 1 ${gateway} > /dev/null`,
    );
  }
  return `${lines.slice(0, commands + 1).join('\n')}\n`;
}

/** The namespace of such a lab that is built when a share of the commands has run. */
export const hostAt = (commands: number, share: number): number =>
  Math.floor((commands / COMMANDS_OF_A_HOST) * share) + 1;

/** One key: so many characters before the cursor go, and a text comes. */
export interface Key {
  readonly erased: number;
  readonly text: string;
}

/** Stretches of keys, each with the beginning of the line behind whose end the cursor is put before it. */
export type Session = readonly (readonly [line: string, keys: readonly Key[]])[];

export const typed = (text: string): Key[] => Array.from(text, (each) => ({ erased: 0, text: each }));
export const erased = (count: number): Key[] => Array.from({ length: count }, () => ({ erased: 1, text: '' }));

/** A quarter of an hour of somebody's work on one of the hosts. */
export function session(host: number): Session {
  const [ns, next] = [`n${host}`, `v${host + 1}`];
  const address = ((host - 1) % OFFICE) + 1;
  const gateway = `10.${Math.floor((host - 1) / OFFICE)}.0.1`;
  return [
    [`ip -n ${ns} addr add`, [...erased(`.${address}/16 dev eth0`.length), ...typed(`.1${address}/16 dev eth0`)]],
    [
      `ip -n ${ns} route add`,
      typed(`\n# The offices are behind the same router.\nip -n ${ns} route add 172.16.0.0/12 via ${gateway}`),
    ],
    [`ip netns exec ${ns} sysctl`, typed(' net.ipv4.conf.eth0.accept_redirects=0')],
    [`ip link set ${next} up`, typed(' mtu 1400')],
    [
      `ip -n ${ns} route add 172`,
      [...erased(`172.16.0.0/12 via ${gateway}`.length), ...typed(`192.168.0.0/16 via ${gateway}`)],
    ],
    [
      `ip netns exec ${ns} ping`,
      typed(`\nip netns exec ${ns} ping -c 1 -W 1 10.0.1.50 > /dev/null || echo "n50 is away"`),
    ],
    [`ip link set ${next} up`, erased(' mtu 1400'.length)],
  ];
}

/** An editor with one lab, and the server as the extension starts it. */
export class Editor {
  private readonly worker = startServerThread(resolve('dist/server/node.cjs'));
  private readonly client = createProtocolConnection(
    new PortMessageReader(this.worker),
    new PortMessageWriter(this.worker),
  );
  private readonly lines: string[];
  private version = 1;
  private answer: () => void = () => undefined;
  readonly uri = 'file:///bench.netlab';
  readonly cursor = { line: 0, character: 0 };

  private constructor(text: string) {
    this.lines = text.split('\n');
  }

  /** Opens a lab and waits until it is known what is wrong with it. */
  static async open(text: string): Promise<Editor> {
    const editor = new Editor(text);
    const { client, uri } = editor;
    client.onNotification(PublishDiagnosticsNotification.type, () => editor.answer());
    client.listen();
    await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
    await client.sendNotification(InitializedNotification.type, {});
    const opened = editor.published();
    const textDocument = { uri, languageId: 'netlab', version: 1, text };
    await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    await opened;
    return editor;
  }

  /** Types a session, after a few keys that come and go. */
  async type(keys: Session, press: (key: Key) => Promise<void>): Promise<void> {
    const pairs = Math.ceil(WARM_UP / this.lines.length);
    const warmUp = Array.from({ length: pairs }, () => [...typed('0'), ...erased(1)]).flat();
    for (const [index, [start, stretch]] of [[keys[0]![0], warmUp] as const, ...keys].entries()) {
      this.cursor.line = this.lines.findIndex((each) => each.startsWith(start));
      this.cursor.character = this.lines[this.cursor.line]!.length;
      for (const key of stretch) await (index === 0 ? this.diagnosed(key) : press(key));
    }
  }

  /** Types a key and waits for what is wrong then. Answers how many milliseconds that took. */
  async diagnosed(key: Key): Promise<number> {
    const started = performance.now();
    const done = this.published();
    await this.change(key);
    await done;
    return this.since(started);
  }

  /** Types a key, asks something at the cursor at once, and waits for the answer to it. */
  async asked(key: Key, method: string, params: (cursor: Position) => object): Promise<number> {
    const done = this.published();
    const started = performance.now();
    const changed = this.change(key);
    const answered = this.client.sendRequest(method, {
      textDocument: { uri: this.uri },
      ...params({ ...this.cursor }),
    });
    await changed;
    // That there is nothing here to rename is an answer too.
    await answered.catch(() => {});
    const took = performance.now() - started;
    await done;
    await setTimeout(BETWEEN_KEYS);
    return took;
  }

  async close(): Promise<void> {
    this.client.dispose();
    await this.worker.terminate();
  }

  private published(): Promise<void> {
    return new Promise((answer) => (this.answer = answer));
  }

  private async since(started: number): Promise<number> {
    const took = performance.now() - started;
    await setTimeout(BETWEEN_KEYS);
    return took;
  }

  private change({ erased, text }: Key): Promise<void> {
    const { cursor, lines, uri } = this;
    const end = { ...cursor };
    const start = { line: end.line, character: end.character - erased };
    const old = lines[end.line]!;
    lines.splice(end.line, 1, ...(old.slice(0, start.character) + text + old.slice(end.character)).split('\n'));
    cursor.character = text === '\n' ? 0 : start.character + text.length;
    if (text === '\n') cursor.line += 1;
    this.version += 1;
    return this.client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: this.version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }
}
