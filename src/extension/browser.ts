import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.ts';

/** Browser workbenches: the language server runs in a web worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist/server/browser.js').toString(true);
  const connect = async () => {
    const worker = new Worker(script);
    context.subscriptions.push({ dispose: () => worker.terminate() });
    return worker;
  };
  return activateWith(context, (options) => new LanguageClient('netlab', 'Netlab', connect, options));
}
