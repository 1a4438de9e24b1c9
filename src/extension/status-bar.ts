import { type ExtensionContext, StatusBarAlignment, type TextDocument, window, workspace } from 'vscode';
import type { RanParams } from '../protocol/requests.ts';
import type { Server } from './server.ts';

/**
 * Shows, while a lab is edited, how its last run went, how many commands it executed and how long they took in virtual
 * time, beside the machine that labs start on by the settings. A click opens that setting.
 */
export function registerStatusBar(context: ExtensionContext, server: Server): void {
  const item = window.createStatusBarItem('netlab.machine', StatusBarAlignment.Right, 100);
  const runs = new Map<string, RanParams>();
  item.name = 'Netlab lab';
  item.command = {
    title: 'Change the machine',
    command: 'workbench.action.openSettings',
    arguments: ['@id:netlab.machine'],
  };
  const update = () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== 'netlab') return item.hide();
    const machine = workspace.getConfiguration('netlab', document).get('machine', 'host');
    const run = runs.get(document.uri.toString());
    item.text = run === undefined ? `$(vm) ${machine}` : `$(${iconOf(run)}) ${machine}: ${spoken(run)}`;
    item.tooltip = tooltip(machine, run);
    item.show();
  };
  context.subscriptions.push(
    item,
    server.onRan((ran) => {
      runs.set(ran.uri, ran);
      update();
    }),
    workspace.onDidCloseTextDocument(({ uri }: TextDocument) => runs.delete(uri.toString())),
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('netlab.machine') && update()),
  );
  update();
}

function iconOf({ errors, warnings }: RanParams): string {
  return errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'vm';
}

/** `12 commands, 3.2 s`. */
function spoken({ commands, time }: RanParams): string {
  return `${commands} command${commands === 1 ? '' : 's'}, ${(time / 1e6).toFixed(1)} s`;
}

function tooltip(machine: string, run: RanParams | undefined): string {
  const start = `Netlab: labs start on the machine "${machine}", unless they choose one with "# netlab: machine …"`;
  if (run === undefined) return start;
  return `The lab ran ${spoken(run)} of virtual time, with ${run.errors} errors and ${run.warnings} warnings.\n${start}`;
}
