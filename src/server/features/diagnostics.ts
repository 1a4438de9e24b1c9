import type { Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { LabDocument } from '../../language/index.ts';
import { RAN_NOTIFICATION, type RanParams } from '../../protocol/requests.ts';
import type { Context } from '../context.ts';

/**
 * Pushes diagnostics after every edit. Edits that wait in the queue together are answered once, by the newest text: a
 * run that is already superseded never starts.
 */
export function serveDiagnostics({ connection, documents, service, document, settingsListeners }: Context): void {
  const waiting = new Set<string>();
  let scheduled = false;

  const publish = (uri: string) => {
    const lab = document(uri);
    if (lab === undefined) return;
    const { version } = lab;
    let diagnostics: Diagnostic[];
    try {
      diagnostics = service.diagnostics(lab);
    } catch (error) {
      // A bug of ours must not end the server: no request waits for this answer, so nobody else would catch it.
      connection.console.error(`diagnostics of ${uri}: ${error instanceof Error ? error.stack : error}`);
      return;
    }
    void connection.sendDiagnostics({ uri, version, diagnostics });
    void connection.sendNotification(RAN_NOTIFICATION, ranParams(lab, diagnostics));
  };
  const ranParams = (lab: LabDocument, found: readonly Diagnostic[]): RanParams => {
    const { uri, version } = lab;
    const { commands } = service.run(lab);
    const count = (severity: DiagnosticSeverity) => found.filter((each) => each.severity === severity).length;
    const time = commands.at(-1)?.end ?? 0;
    return { uri, version, commands: commands.length, time, errors: count(1), warnings: count(2) };
  };
  const publishWaiting = () => {
    scheduled = false;
    const uris = [...waiting];
    waiting.clear();
    for (const uri of uris) publish(uri);
    // Only when what came in meanwhile has been answered.
    setTimeout(() => uris.forEach(service.prepare), 0);
  };
  const schedule = (uri: string) => {
    waiting.add(uri);
    if (scheduled) return;
    scheduled = true;
    setTimeout(publishWaiting, 0);
  };

  documents.onDidChangeContent((change) => schedule(change.document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    waiting.delete(uri);
    service.forget(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  settingsListeners.push(() => {
    for (const { uri } of documents.all()) schedule(uri);
  });
}
