import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './server.ts';

/** The web worker's own scope, of which only the messages matter here. */
const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0] &
  ConstructorParameters<typeof BrowserMessageWriter>[0];

startServer(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)));
