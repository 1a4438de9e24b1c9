import { misused } from '../coreutils/options.ts';
import type { Process } from '../process.ts';

/** An option of unshare(1) or nsenter(1): whether it takes an argument, always or only where one is attached. */
export interface Row {
  readonly letter?: string;
  readonly long: string;
  readonly argument?: 'required' | 'optional' | 'optional-long';
}

/** Options by their long names, and where the command begins. */
export interface Words {
  readonly given: ReadonlyMap<string, string>;
  readonly command: number;
}

/** Takes the words of a command apart up to the command it runs; the exit status for a wrong one. */
export function readWords(process: Process, rows: readonly Row[]): Words | number {
  const { argv } = process;
  const given = new Map<string, string>();
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '--') {
      at += 1;
      break;
    }
    const taken = word.startsWith('--') ? long(process, rows, at, given) : letters(process, rows, at, given);
    if (taken === undefined) return 1;
    at += taken;
  }
  return { given, command: at };
}

/** How many of the following words were taken; undefined when something is wrong, which is said. */
function long(process: Process, rows: readonly Row[], at: number, given: Map<string, string>): number | undefined {
  const [name = '', value] = (process.argv[at] as string).slice(2).split(/=(.*)/s);
  const exact = rows.filter((row) => row.long === name);
  const matching = exact.length > 0 ? exact : rows.filter((row) => row.long.startsWith(name));
  const row = matching[0];
  if (row === undefined || matching.length > 1) {
    return wrong(
      process,
      at,
      row === undefined ? `unrecognized option '--${name}'` : `option '--${name}' is ambiguous`,
    );
  }
  if (row.argument === undefined && value !== undefined)
    return wrong(process, at, `option '--${row.long}' doesn't allow an argument`);
  if (row.argument !== 'required' || value !== undefined) {
    given.set(row.long, value ?? '');
    return 0;
  }
  const next = process.argv[at + 1];
  if (next === undefined) return wrong(process, at, `option '--${row.long}' requires an argument`);
  given.set(row.long, next);
  return 1;
}

function letters(process: Process, rows: readonly Row[], at: number, given: Map<string, string>): number | undefined {
  const word = process.argv[at] as string;
  for (let index = 1; index < word.length; index += 1) {
    const row = rows.find(({ letter }) => letter === word[index]);
    if (row === undefined) return wrong(process, at, `invalid option -- '${word[index]}'`);
    const attached = word.slice(index + 1);
    if (row.argument === undefined || row.argument === 'optional-long') given.set(row.long, '');
    else if (attached !== '' || row.argument === 'optional') {
      given.set(row.long, attached.replace(/^=/, ''));
      return 0;
    } else {
      const next = process.argv[at + 1];
      if (next === undefined) return wrong(process, at, `option requires an argument -- '${row.letter}'`);
      given.set(row.long, next);
      return 1;
    }
  }
  return 0;
}

function wrong(process: Process, at: number, what: string): undefined {
  process.blame(at);
  misused(process, what);
  return undefined;
}
