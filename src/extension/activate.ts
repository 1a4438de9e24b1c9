import { type ExtensionContext, window } from 'vscode';
import type { CaptureViewer } from './capture-viewer.ts';
import { type CreateClient, clientOptions } from './client.ts';
import { registerCommands } from './commands.ts';
import { registerExplain } from './explain.ts';
import { registerLabsView } from './labs-view.ts';
import { registerPanels } from './panel/panels.ts';
import { serverOf } from './server.ts';
import { registerStatusBar } from './status-bar.ts';

/**
 * Starts the server and everything that asks it. A server that does not start is told to the user, and to VS Code, which
 * logs why the extension is not active.
 */
export async function activateWith(
  context: ExtensionContext,
  create: CreateClient,
  viewer?: CaptureViewer,
): Promise<void> {
  const client = create(clientOptions(context.extensionUri));
  const server = serverOf(client);
  const panels = registerPanels(context, server, viewer);
  registerCommands(context, server, panels);
  registerStatusBar(context, server);
  registerExplain(context);
  registerLabsView(context, server);
  context.subscriptions.push({ dispose: () => void client.dispose() });
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(`Netlab: the language server did not start: ${(error as Error).message}`);
    throw error;
  }
}
