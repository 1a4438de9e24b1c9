import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentSymbolRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  ProposedFeatures,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  SemanticTokensRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { RAN_NOTIFICATION, RUN_REQUEST, SCENE_REQUEST } from '../../src/protocol/requests.ts';
import { startServer } from '../../src/server/server.ts';

const uri = 'file:///lab.netlab';
let client: ProtocolConnection;
let settings: unknown;
let published: PublishDiagnosticsParams[];
let waiting: (() => void)[];

/** A server and a client on two in-process streams, with real messages between them. */
beforeEach(async () => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)));
  client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  settings = null;
  published = [];
  waiting = [];
  client.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings as never));
  client.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
    for (const wake of waiting.splice(0)) wake();
  });
  client.listen();
  await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
    },
  });
  await client.sendNotification(InitializedNotification.type, {});
});
afterEach(() => client.dispose());

function open(text: string): Promise<void> {
  return client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'netlab', version: 1, text },
  });
}

/** The newest diagnostics for which `wanted` is true. */
async function diagnostics(wanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
  for (;;) {
    const found = published.findLast(wanted);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

describe('diagnostics', () => {
  test('are pushed after opening and after every edit, for the newest version', async () => {
    await open('ip link set nope up\n');
    const first = await diagnostics(({ diagnostics }) => diagnostics.length > 0);
    expect(first.diagnostics[0]).toMatchObject({
      message: 'Cannot find device "nope"',
      code: 'no-such-device',
      source: 'netlab',
      severity: 1,
      range: { start: { line: 0, character: 12 }, end: { line: 0, character: 16 } },
    });
    for (const [version, text] of [
      [2, 'l'],
      [3, 'o'],
    ] as const) {
      const character = 12 + version - 2;
      const range = { start: { line: 0, character }, end: { line: 0, character: version === 2 ? 16 : character } };
      void client.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
    }
    expect((await diagnostics(({ version }) => version === 3)).diagnostics).toEqual([]);
  });

  test('follow the settings', async () => {
    await open('ip link set nope up\n');
    await diagnostics(({ diagnostics }) => diagnostics.length > 0);
    settings = { severity: { 'no-such-device': 'hint' } };
    await client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await diagnostics(({ diagnostics }) => diagnostics[0]?.severity === 4);
  });

  test('go when the document is closed', async () => {
    await open('ip link set nope up\n');
    await diagnostics(({ diagnostics }) => diagnostics.length > 0);
    await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    await diagnostics(({ diagnostics }) => diagnostics.length === 0);
    await expect(client.sendRequest(RUN_REQUEST, { uri })).rejects.toThrow('not open');
    expect(published.at(-1)!.diagnostics).toEqual([]);
  });

  test('of an edit that waits when the document is closed are never pushed', async () => {
    await open('echo hello\n');
    await diagnostics(({ version }) => version === 1);
    void client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'ip link set nope up\n' }],
    });
    await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    await diagnostics(({ version }) => version === undefined);
    await expect(client.sendRequest(RUN_REQUEST, { uri })).rejects.toThrow('not open');
    expect(published.at(-1)!.diagnostics).toEqual([]);
  });
});

describe('requests', () => {
  test('code actions: quick fixes, and fix all for those who ask', async () => {
    await open('ip link addr add 10.0.0.1/24 dev lo\n');
    const range = { start: { line: 0, character: 9 }, end: { line: 0, character: 9 } };
    const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
    const actions = (await client.sendRequest(CodeActionRequest.type, params))!;
    expect(actions[0]).toMatchObject({ title: 'Change to ip addr', kind: 'quickfix', isPreferred: true });
    const all = await client.sendRequest(CodeActionRequest.type, {
      ...params,
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    expect(all).toMatchObject([{ kind: 'source.fixAll.netlab' }]);
  });

  test('lenses, hover, completion, outline and colours', async () => {
    await open('ip netns add red\nip link set lo up\nping -c 1 127.0.0.1\nip netns exec \n');
    const textDocument = { uri };
    const lenses = (await client.sendRequest(CodeLensRequest.type, { textDocument }))!;
    expect(lenses.map((lens) => lens.command?.title)).toEqual(['▶ Run packet', '✓ 1 hop']);
    expect(lenses[0]!.command!.arguments).toEqual([{ uri, line: 2 }]);
    const hover = await client.sendRequest(HoverRequest.type, { textDocument, position: { line: 0, character: 14 } });
    expect(JSON.stringify(hover)).toContain('red');
    const position = { line: 3, character: 14 };
    const items = (await client.sendRequest(CompletionRequest.type, { textDocument, position })) as { label: string }[];
    expect(items.map((item) => item.label)).toContain('red');
    expect(await client.sendRequest(DocumentSymbolRequest.type, { textDocument })).toMatchObject([{ name: 'red' }]);
    const tokens = await client.sendRequest(SemanticTokensRequest.type, { textDocument });
    expect(tokens!.data.length % 5).toBe(0);
    expect(tokens!.data.length).toBeGreaterThan(0);
  });

  test('our own: the run, and the scene of a line', async () => {
    await open('echo hello\nexit 3\n');
    expect(await client.sendRequest(RUN_REQUEST, { uri })).toEqual({
      exitStatus: 3,
      output: [{ stream: 'stdout', text: 'hello\n' }],
    });
    expect(await client.sendRequest(SCENE_REQUEST, { uri, line: 0 })).toMatchObject({ at: { command: 'echo hello' } });
  });

  test('a lab without commands has no scene, a document that is not open no answer', async () => {
    await open('# nothing\n');
    expect(await client.sendRequest(SCENE_REQUEST, { uri, line: 0 })).toBeNull();
    const other = { textDocument: { uri: 'file:///other.netlab' } };
    expect(await client.sendRequest(CodeLensRequest.type, other)).toEqual([]);
    await expect(client.sendRequest(RUN_REQUEST, { uri: 'file:///other.netlab' })).rejects.toThrow('not open');
  });

  test('every run is announced', async () => {
    const ran = new Promise((resolve) => client.onNotification(RAN_NOTIFICATION, resolve));
    await open('echo hello\n');
    expect(await ran).toEqual({ uri, version: 1, commands: 1, time: 0, errors: 0, warnings: 0 });
  });
});
