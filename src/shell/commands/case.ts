import type { Case, CaseItem } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { wordText } from '../command-text.ts';
import { matchesPattern } from '../expand/pattern.ts';
import { type Expanding, expandPattern, expandText } from '../expand/word.ts';
import { execute } from '../interpreter.ts';
import type { Shell } from '../shell.ts';
import { announce } from '../trap.ts';
import { trace } from '../xtrace.ts';

/** `case word in pattern) … ;; esac`, with `;&` (go on into the next list) and `;;&` (go on testing). */
export function* executeCase(shell: Shell, node: Case): Running {
  yield* announce(shell, node);
  if (shell.option('xtrace')) yield* trace(shell, `case ${wordText(node.word)} in`);
  const text = yield* expandText(shell, node.word, 'condition');
  let status = 0;
  let through = false;
  for (const item of node.items) {
    if (!through && !(yield* matches(shell, item, text))) continue;
    status = item.body.commands.length === 0 ? 0 : yield* execute(shell, item.body);
    if (item.terminator === undefined || item.terminator === ';;') break;
    through = item.terminator === ';&';
  }
  return status;
}

function* matches(shell: Shell, item: CaseItem, text: string): Expanding<boolean> {
  const options = { ignoreCase: shell.state.shopts.has('nocasematch') };
  for (const word of item.pattern) {
    if (matchesPattern(text, yield* expandPattern(shell, word), options)) return true;
  }
  return false;
}
