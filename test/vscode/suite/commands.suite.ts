import { commands, TabInputWebview, ViewColumn, window, workspace } from 'vscode';
import { equal, eventually, ok } from './expect.ts';
import { openLab } from './lab.ts';

const panelTab = () =>
  window.tabGroups.all
    .flatMap((group) => group.tabs)
    .find((tab) => tab.input instanceof TabInputWebview && tab.input.viewType.endsWith('netlab.panel'));

describe('the commands', () => {
  it('all exist', async () => {
    const known = await commands.getCommands(true);
    for (const name of [
      'runPacket',
      'runLab',
      'openPanel',
      'openExample',
      'newLab',
      'firstSteps',
      'explain',
      'refreshLabs',
    ]) {
      ok(known.includes(`netlab.${name}`), `netlab.${name} is a command`);
    }
  });

  it('Run Packet opens the panel beside the editor, which keeps the focus', async () => {
    const { document } = await openLab('# netlab: machine bare\nip link set lo up\nping -c 1 127.0.0.1\n');
    await commands.executeCommand('netlab.runPacket', { uri: document.uri.toString(), line: 2 });
    const tab = await eventually('the panel is open', async () => panelTab());
    equal(tab.group.viewColumn, ViewColumn.Two);
    equal(window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    await window.tabGroups.close(tab);
  });

  it('Run Lab opens a terminal, and another run replaces it', async () => {
    const { document } = await openLab('ip link set lo up\n');
    const name = `Netlab: ${document.uri.path.split('/').pop()}`;
    const count = () => window.terminals.filter((terminal) => terminal.name === name).length;
    await commands.executeCommand('netlab.runLab');
    await eventually('one terminal', async () => (count() === 1 ? true : undefined));
    await commands.executeCommand('netlab.runLab', document.uri);
    await eventually('still one terminal', async () => (count() === 1 ? true : undefined));
    for (const terminal of window.terminals) terminal.dispose();
  });

  it('run a lab that was never saved', async () => {
    const document = await workspace.openTextDocument({ language: 'netlab', content: 'ip link\n' });
    await window.showTextDocument(document);
    await commands.executeCommand('netlab.runPacket', { uri: document.uri.toString(), line: 0 });
    const tab = await eventually('the panel is open', async () => panelTab());
    await window.tabGroups.close(tab);
  });

  it('Explain opens the page about a rule, which comes with the extension', async () => {
    await commands.executeCommand('netlab.explain', 'no-such-device');
    const page = () =>
      window.tabGroups.all.flatMap((group) => group.tabs).find(({ label }) => label.includes('no-such-device'));
    const tab = await eventually('the page is open', async () => page());
    await window.tabGroups.close(tab);
  });

  it('New Lab and Open Example ask, and give up with the question', async () => {
    for (const name of ['netlab.newLab', 'netlab.openExample']) {
      let isOver = false;
      void commands.executeCommand(name).then(() => (isOver = true));
      // The question takes a moment to appear; closed before that, it stays.
      await eventually(`${name} gives up`, async () => {
        await commands.executeCommand('workbench.action.closeQuickOpen');
        return isOver || undefined;
      });
    }
  });
});
