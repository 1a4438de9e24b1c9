import { type ExtensionContext, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.ts';

/**
 * Browser workbenches: the language server runs in a web worker. Its script goes through a blob, because a workbench
 * refuses a worker whose address is that of a remote extension.
 */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist/server/browser.js');
  const connect = async () => {
    const source = new TextDecoder().decode(await workspace.fs.readFile(script));
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(address);
    context.subscriptions.push({
      dispose: () => {
        worker.terminate();
        URL.revokeObjectURL(address);
      },
    });
    // The client knows a worker by its class, which a workbench may have wrapped.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return activateWith(context, (options) => new LanguageClient('netlab', 'Netlab', connect, options));
}
