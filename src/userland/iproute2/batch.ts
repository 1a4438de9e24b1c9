import { strerror } from '../../kernel/errno.ts';
import { resolvePath } from '../file-system.ts';
import type { Running, Wait } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import type { Session } from './session.ts';

/** Runs the words of one line: an object with its command. Answers the status. */
export type RunLine = (session: Session) => number | Running;

/**
 * Splits a line at blanks; a word may stand in quotes, which have to end (makeargs). Comments are gone already.
 * Undefined when they do not.
 */
function wordsOf(line: string): string[] | undefined {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(['"])|([^ \t\r\n]+)/g)];
  if (words.some((match) => match[3] !== undefined)) return undefined;
  return words.map((match) => match[1] ?? match[2] ?? match[4]!);
}

/**
 * The lines of a batch with their numbers: comments are cut off, a backslash at the end joins the next line
 * (getcmdline). Undefined instead of a line that should go on and does not.
 */
function* linesOf(text: string): Generator<readonly [line: string | undefined, number: number]> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let joined: string | undefined;
  for (const [i, line] of lines.entries()) {
    const rest = (joined ?? '') + line.replace(/#.*$/, '');
    // A last line without its end cannot go on.
    const ends = i + 1 === lines.length && !text.endsWith('\n');
    joined = rest.endsWith('\\') && !ends ? rest.slice(0, -1) : undefined;
    if (joined === undefined) yield [rest, i + 1];
  }
  if (joined !== undefined) yield [undefined, lines.length];
}

/** Reads the text of a batch: a file, or standard input for `-`; undefined after a complaint. */
function* readBatch(session: Session, name: string, index: number): Generator<Wait, string | undefined, void> {
  const { process } = session;
  if (name !== '-') {
    const file = process.system.fs.read(resolvePath(process.cwd, name), process.netns);
    if (file.ok) return file.value;
    session.error(`Cannot open file "${name}" for reading: ${strerror(file.error.errno)}\n`, index);
    return undefined;
  }
  return yield* readStandardInput(process);
}

/** Runs the commands of a file, up to the first that fails unless -force was given. */
export function* runBatch(session: Session, index: number, runLine: RunLine): Running {
  const name = session.argv[index]!;
  const text = yield* readBatch(session, name, index);
  if (text === undefined) return 1;
  const { family } = session.options;
  let status = 0;
  session.batch = index;
  for (const [line, number] of linesOf(text)) {
    if (line === undefined) {
      session.error('Missing continuation line\n', index);
      break;
    }
    const words = wordsOf(line) ?? session.die('Unterminated quoted string\n', index, 1);
    if (words.length === 0) continue;
    session.argv = [session.process.argv[0] ?? '', ...words];
    session.batchLine = `${name}:${number}`;
    session.options.family = family;
    const result = runLine(session);
    const failed = typeof result === 'number' ? result : yield* result;
    if (failed === 0) continue;
    session.failedInBatch();
    status = 1;
    if (!session.options.force) break;
  }
  session.out.flush();
  return status;
}
