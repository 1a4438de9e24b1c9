import { EventEmitter, type Pseudoterminal, type TextDocument, ThemeIcon, window } from 'vscode';
import type { RunResult } from '../protocol/requests.ts';
import type { Server } from './server.ts';

/**
 * What a terminal shows of a run: both streams as they were written, then, dimmed, how it ended. A terminal wants a
 * carriage return with every line feed.
 */
export function terminalText(run: RunResult): string {
  const output = run.output.map(({ text }) => text).join('');
  const ending = run.stopped === undefined ? `exit status ${run.exitStatus}` : `stopped: ${run.stopped}`;
  const gap = output === '' || output.endsWith('\n') ? '' : '\n';
  return `${output}${gap}\x1b[2m[${ending}]\x1b[0m\n`.replace(/\r?\n/g, '\r\n');
}

/** Runs a lab and shows it in a terminal of its own, which takes no input. A second run of the lab replaces the first. */
export async function showRun(server: Server, document: TextDocument): Promise<void> {
  const name = `Netlab: ${document.uri.path.split('/').pop() ?? 'lab'}`;
  const writes = new EventEmitter<string>();
  const pty: Pseudoterminal = {
    onDidWrite: writes.event,
    open: async () => {
      try {
        writes.fire(terminalText(await server.run(document.uri.toString())));
      } catch (error) {
        writes.fire(`Netlab could not run the lab: ${(error as Error).message}\r\n`);
      }
    },
    close: () => writes.dispose(),
  };
  for (const terminal of window.terminals) if (terminal.name === name) terminal.dispose();
  window.createTerminal({ name, pty, iconPath: new ThemeIcon('play') }).show(true);
}
