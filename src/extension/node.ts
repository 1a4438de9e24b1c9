import type { ExtensionContext } from 'vscode';
import { LanguageClient, PortMessageReader, PortMessageWriter } from 'vscode-languageclient/node';
import { activateWith } from './activate.ts';
import { startServerThread } from './node-server.ts';

/** Desktop and remote hosts: the language server runs in a thread of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const path = context.asAbsolutePath('dist/server/node.cjs');
  const connect = async () => {
    const worker = startServerThread(path);
    context.subscriptions.push({ dispose: () => void worker.terminate() });
    return { reader: new PortMessageReader(worker), writer: new PortMessageWriter(worker) };
  };
  return activateWith(context, (options) => new LanguageClient('netlab', 'Netlab', connect, options));
}
