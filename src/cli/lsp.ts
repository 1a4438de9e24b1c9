import { startStdioServer } from '../server/node.ts';
import { parseArguments } from './arguments.ts';
import { UsageError } from './usage.ts';

/** `netlab lsp --stdio`: the language server on standard input and output, until the client says exit. */
export async function lsp(args: string[]): Promise<number> {
  const { values, positionals } = parseArguments(args, { stdio: { type: 'boolean' } });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option of lsp`);
  if (!values.stdio) throw new UsageError('lsp speaks over standard input and output only: say --stdio');
  return startStdioServer();
}
