import { SIGNALS, SIGTERM } from '../coreutils/signals.ts';
import type { Process, Program } from '../process.ts';

/** kill(1) of procps, which xargs and env start where the shell has a kill of its own. */
export const kill: Program = (process) => {
  const words = process.argv.slice(1);
  if (words[0] === '-l' || words[0] === '--list') return listSignals(process, words[1]);
  let signal: number | undefined = SIGTERM;
  const [option = ''] = words;
  if (option === '-s' || option === '--signal') signal = signalOf(words.splice(0, 2)[1] ?? '');
  else if (/^-(?:\d+|[A-Z]\w*)$/.test(option)) signal = signalOf(words.shift()!.slice(1));
  if (words[0] === '--') words.shift();
  if (words.length === 0 || signal === undefined) {
    process.stderr.write('Usage: kill [ -SIGNAL | -s SIGNAL ] PID …\n');
    return 1;
  }
  let status = 0;
  for (const word of words) {
    const reached = /^-?\d+$/.test(word) && process.signal(Number(word), signal);
    if (reached) continue;
    process.blame(process.argv.indexOf(word));
    process.stderr.write(
      `${process.argv[0]}: ${/^-?\d+$/.test(word) ? `(${word}): No such process` : `failed to parse argument: '${word}'`}\n`,
    );
    status = 1;
  }
  return status;
};

/** A signal by its number or name, with or without SIG. */
function signalOf(word: string): number | undefined {
  if (/^\d+$/.test(word)) return Number(word);
  const number = SIGNALS.indexOf(word.toUpperCase().replace(/^SIG/, ''));
  return number > 0 ? number : undefined;
}

function listSignals(process: Process, word: string | undefined): number {
  const names = SIGNALS.slice(1).map((name) => (name === 'IO' ? 'POLL' : name));
  if (word === undefined) {
    const lines = ['', ''];
    for (const [at, name] of names.entries()) lines[at < 16 ? 0 : 1] += `${name} `;
    process.stdout.write(lines.map((line) => `${line.trimEnd()}\n`).join(''));
    return 0;
  }
  const number = signalOf(word);
  if (number === undefined || number > names.length) {
    process.stderr.write(`${process.argv[0]}: unknown signal name ${word}\n`);
    return 0;
  }
  process.stdout.write(`${/^\d+$/.test(word) ? names[number - 1] : number}\n`);
  return 0;
}
