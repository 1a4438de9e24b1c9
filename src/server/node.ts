import { isMainThread, parentPort } from 'node:worker_threads';
import {
  createConnection,
  PortMessageReader,
  PortMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startServer } from './server.ts';

/*
 * As a worker thread this file is the extension's language server on Node. Imported by the terminal program it starts
 * nothing by itself.
 */
if (!isMainThread && parentPort !== null) {
  const reader = new PortMessageReader(parentPort);
  const writer = new PortMessageWriter(parentPort);
  startServer(createConnection(ProposedFeatures.all, reader, writer));
}

/**
 * Serves one client on standard input and output.
 * @returns the exit status: 0 after an orderly shutdown, 1 when the client just went away
 */
export function startStdioServer(): Promise<number> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  return new Promise((resolve) => {
    let shutDown = false;
    connection.onShutdown(() => {
      shutDown = true;
    });
    connection.onExit(() => resolve(shutDown ? 0 : 1));
    process.stdin.once('end', () => resolve(shutDown ? 0 : 1));
    startServer(connection);
  });
}
