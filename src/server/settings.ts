import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
} from 'vscode-languageserver';
import { completeSettings } from '../language/index.ts';
import type { Context } from './context.ts';

/** Section of the client's settings that is ours. */
const SECTION = 'netlab';

/** Takes the settings at the start and whenever they change: asked for where the client answers, else as it sends them. */
export function followSettings(context: Context, client: ClientCapabilities): void {
  const { connection, service } = context;
  const { workspace } = client;
  const asks = workspace?.configuration === true;
  const take = (settings: unknown) => {
    service.configure(completeSettings(settings));
    for (const listener of context.settingsListeners) listener();
    if (workspace?.codeLens?.refreshSupport) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
  // A client that cannot answer after all leaves the settings as they are.
  const ask = () => connection.workspace.getConfiguration(SECTION).then(take, () => undefined);
  connection.onInitialized(() => {
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }).catch(() => undefined);
    if (asks) void ask();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (asks) void ask();
    else take((settings as Record<string, unknown> | null)?.[SECTION]);
  });
}
