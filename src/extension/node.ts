import { Worker } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { LanguageClient, PortMessageReader, PortMessageWriter } from 'vscode-languageclient/node';
import { activateWith } from './activate.ts';

/** Desktop and remote hosts: the language server runs in a Node worker thread, so that a run never blocks the host. */
export function activate(context: ExtensionContext): Promise<void> {
  const path = context.asAbsolutePath('dist/server/node.cjs');
  const connect = async () => {
    const worker = new Worker(path, { stdout: true, stderr: true });
    context.subscriptions.push({ dispose: () => void worker.terminate() });
    // The message writer takes 'close' for the end of the connection; a Worker, unlike a MessagePort, says 'exit'.
    worker.once('exit', () => worker.emit('close'));
    return { reader: new PortMessageReader(worker), writer: new PortMessageWriter(worker) };
  };
  return activateWith(context, (options) => new LanguageClient('netlab', 'Netlab', connect, options));
}
