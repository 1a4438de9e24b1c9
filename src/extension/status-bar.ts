import { type ExtensionContext, StatusBarAlignment, window, workspace } from 'vscode';

/** Shows, while a lab is edited, which machine labs start on by the settings; a click opens that setting. */
export function registerStatusBar(context: ExtensionContext): void {
  const item = window.createStatusBarItem('netlab.machine', StatusBarAlignment.Right, 100);
  item.name = 'Netlab machine';
  item.command = {
    title: 'Change the machine',
    command: 'workbench.action.openSettings',
    arguments: ['@id:netlab.machine'],
  };
  const update = () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== 'netlab') return item.hide();
    const machine = workspace.getConfiguration('netlab', document).get('machine', 'host');
    item.text = `$(vm) ${machine}`;
    item.tooltip = `Netlab: labs start on the machine "${machine}", unless they choose one with "# netlab: machine …"`;
    item.show();
  };
  context.subscriptions.push(
    item,
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('netlab.machine') && update()),
  );
  update();
}
