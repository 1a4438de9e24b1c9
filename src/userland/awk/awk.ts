import { readFile } from '../coreutils/input.ts';
import { parseOptions } from '../coreutils/options.ts';
import type { Process, Program, Running } from '../process.ts';
import { bytesOf, unescaped } from './bytes.ts';
import { AwkError } from './error.ts';
import { Execution } from './execute.ts';
import { parseAwk } from './parse.ts';
import { type AwkProgram, AwkSyntaxError } from './program.ts';
import { Streams } from './streams.ts';

const TABLE = { letters: 'F:v:f:', failure: 2, posix: true, long: { 'field-separator': 'F', assign: 'v', file: 'f' } };

/**
 * awk(1), as mawk has it. Our own: no awk on npm is JavaScript alone, small, looked after and without `eval`, which the
 * policy of a web page refuses.
 */
export const awk: Program = (process) => run(process);

function* run(process: Process): Running {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { all, indexes } = options;
  const operands = [...options.operands];
  let text: string | undefined;
  for (const [letter, value] of all) {
    if (letter !== 'f') continue;
    const content = readFile(process, value, undefined, (path, reason) => `cannot open ${path} (${reason})`);
    if (content === undefined) return 2;
    text = text === undefined ? content : `${text}\n${content}`;
  }
  text ??= operands.shift();
  if (text === undefined) {
    process.stderr.write("Usage: awk [-F value] [-v var=value] [--] ['program text' | -f file] [file ...]\n");
    return 0;
  }
  const program = read(process, text, indexes[0]);
  if (program === undefined) return 2;
  const streams = new Streams(process);
  const environment = new Map([...process.env].map(([name, value]) => [name, bytesOf(value)]));
  const execution = new Execution(program, streams, environment, ['awk', ...operands.map(bytesOf)]);
  for (const [letter, value] of all) {
    if (letter === 'F') execution.setVariable('FS', unescaped(bytesOf(value)));
    else if (letter === 'v') execution.assign(bytesOf(value));
  }
  try {
    yield* execution.run();
    yield* streams.finish();
    return execution.status;
  } catch (thrown) {
    if (!(thrown instanceof AwkError)) throw thrown;
    process.stderr.write(`awk: ${thrown.message}\n`);
    const missing = /^cannot open (\S+) /.exec(thrown.message)?.[1];
    if (missing !== undefined) process.blame(process.argv.indexOf(missing));
    yield* streams.finish();
    return 2;
  }
}

function read(process: Process, text: string, index: number | undefined): AwkProgram | undefined {
  try {
    return parseAwk(bytesOf(text));
  } catch (thrown) {
    if (!(thrown instanceof AwkSyntaxError)) throw thrown;
    const { token, line, message } = thrown;
    const isEnd = token === '';
    const near = isEnd
      ? (message ?? 'missing } near end of file')
      : `syntax error at or near ${token === '\n' ? 'end of line' : token}`;
    process.stderr.write(`awk: line ${isEnd ? line + 1 : line}: ${near}\n`);
    if (index !== undefined) process.blame(index);
    return undefined;
  }
}
