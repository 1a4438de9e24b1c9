import type { Process, Wait } from './process.ts';

/** Everything standard input has to give, waiting for it where it comes from a pipe. */
export function* readStandardInput({ stdin }: Process): Generator<Wait, string, void> {
  let text = '';
  for (let more = stdin.take(); more !== null; more = stdin.take()) {
    text += more;
    if (more === '') yield { ready: () => stdin.ready() };
  }
  return text;
}
