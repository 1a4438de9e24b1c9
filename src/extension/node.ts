import type { ExtensionContext } from 'vscode';
import { LanguageClient, PortMessageReader, PortMessageWriter } from 'vscode-languageclient/node';
import { activateWith } from './activate.ts';
import type { CreateClient } from './client.ts';
import { startServerThread } from './node-server.ts';
import { findWireshark } from './wireshark.ts';

/** Desktop and remote hosts: the language server runs in a thread of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const path = context.asAbsolutePath('dist/server/node.cjs');
  const connect = async () => {
    const worker = startServerThread(path);
    context.subscriptions.push({ dispose: () => void worker.terminate() });
    return { reader: new PortMessageReader(worker), writer: new PortMessageWriter(worker) };
  };
  const create: CreateClient = (options) => new LanguageClient('netlab', 'Netlab', connect, options);
  return activateWith(context, create, findWireshark());
}
