import type { For } from 'unbash';
import type { Origin, Running } from '../../userland/process.ts';
import { stores } from '../builtins/builtin.ts';
import { wordText } from '../command-text.ts';
import { ExpansionFailed } from '../control.ts';
import { expandWords } from '../expand/word.ts';
import { setVariable } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { announce } from '../trap.ts';
import { isName } from '../variables.ts';
import { trace } from '../xtrace.ts';
import { inLoop, turn } from './loop.ts';

/** `for name in words; do … done`; without `in`, over the positional parameters. */
export function* executeFor(shell: Shell, node: For): Running {
  const name = node.name.text;
  if (!isName(name)) throw new ExpansionFailed(`\`${name}': not a valid identifier`);
  let values: readonly string[] = shell.state.positional;
  if (node.wordlist !== undefined) {
    const words: string[] = [];
    const origins: (Origin | undefined)[] = [];
    yield* expandWords(shell, node.wordlist, words, origins);
    values = words;
  }
  return yield* inLoop(shell, { pos: node.pos, end: node.body.pos }, false, turns(shell, node, name, values));
}

function* turns(shell: Shell, node: For, name: string, values: readonly string[]): Running {
  let status = 0;
  const written = node.wordlist === undefined ? '"$@"' : node.wordlist.map(wordText).join(' ');
  for (const value of values) {
    shell.position = node.pos;
    yield* announce(shell, node);
    if (shell.option('xtrace')) yield* trace(shell, `for ${name} in ${written}`);
    if (!stores(shell, () => setVariable(shell, name, value))) return 1;
    const done = yield* turn(shell, node.body);
    status = done.status;
    if (done.leave) break;
  }
  return status;
}
