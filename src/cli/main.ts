import { check } from './check.ts';
import { lsp } from './lsp.ts';
import { packet } from './packet.ts';
import { run } from './run.ts';
import { trace } from './trace.ts';
import { USAGE, UsageError } from './usage.ts';

/** A command of the program: takes the words after its name, returns the exit status. */
type CliCommand = (args: string[]) => number | Promise<number>;

const HELP = ['--help', '-h'];
const COMMANDS: Readonly<Record<string, CliCommand>> = { run, check, trace, packet, lsp };

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === 'help' || args.some((word) => HELP.includes(word))) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (name === undefined) throw new UsageError(`which command?\n${USAGE}`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command "${name}"\n${USAGE}`);
  return command(rest);
}

/* A reader that goes away (`netlab run … | head`) ends the program quietly, as SIGPIPE would. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 141 : 2));

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const ours = error instanceof UsageError;
    const said = ours
      ? error.message
      : `internal error, please report it: ${error instanceof Error ? error.message : error}`;
    process.stderr.write(`netlab: ${said.trimEnd()}\n`);
    process.exitCode = 2;
  },
);
