import type { Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { LabDocument } from '../../language/index.ts';
import { RAN_NOTIFICATION, type RanParams } from '../../protocol/requests.ts';
import type { Context } from '../context.ts';

/** Milliseconds that a run goes on before it looks whether something has come in. */
const TURN = 16;

/**
 * Pushes diagnostics after every edit. Edits that wait in the queue together are answered once, by the newest text: a
 * run that is already superseded never starts, and one that is superseded on its way is given up.
 */
export function serveDiagnostics({ connection, documents, service, document, settingsListeners }: Context): void {
  const waiting = new Set<string>();
  const unprepared = new Set<string>();
  let scheduled = false;

  /** False when there was not the time to come to the end. */
  const publish = (uri: string): boolean => {
    const lab = document(uri);
    if (lab === undefined) return true;
    const { version } = lab;
    const end = performance.now() + TURN;
    let diagnostics: Diagnostic[];
    try {
      if (!service.runOn(lab, () => performance.now() > end)) return false;
      diagnostics = service.diagnostics(lab);
    } catch (error) {
      // A bug of ours must not end the server: no request waits for this answer, so nobody else would catch it.
      connection.console.error(`diagnostics of ${uri}: ${error instanceof Error ? error.stack : error}`);
      return true;
    }
    void connection.sendDiagnostics({ uri, version, diagnostics });
    void connection.sendNotification(RAN_NOTIFICATION, ranParams(lab, diagnostics));
    unprepared.add(uri);
    return true;
  };
  const ranParams = (lab: LabDocument, found: readonly Diagnostic[]): RanParams => {
    const { uri, version } = lab;
    const { commands } = service.run(lab);
    const count = (severity: DiagnosticSeverity) => found.filter((each) => each.severity === severity).length;
    const time = commands.at(-1)?.end ?? 0;
    return { uri, version, commands: commands.length, time, errors: count(1), warnings: count(2) };
  };
  /** A turn of work: first what is waited for, then what makes the next answer quick. */
  const work = () => {
    scheduled = false;
    if (waiting.size > 0) {
      for (const uri of waiting) if (publish(uri)) waiting.delete(uri);
    } else {
      for (const uri of unprepared) service.prepare(uri);
      unprepared.clear();
    }
    if (waiting.size + unprepared.size > 0) schedule();
  };
  // What comes in meanwhile is answered before the next turn.
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(work, 0);
  };
  const look = (uri: string) => {
    waiting.add(uri);
    schedule();
  };

  documents.onDidChangeContent((change) => look(change.document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    waiting.delete(uri);
    unprepared.delete(uri);
    service.forget(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  settingsListeners.push(() => {
    for (const { uri } of documents.all()) look(uri);
  });
}
