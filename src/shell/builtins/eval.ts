import type { Running } from '../../userland/process.ts';
import { baseOf } from '../literal-base.ts';
import { parseProgram } from '../parse.ts';
import { runProgram } from '../program.ts';
import type { Shell } from '../shell.ts';
import { Source } from '../source.ts';
import { type Builtin, type Call, forgiving, invalidOption } from './builtin.ts';

/** `eval word …`: runs the words, joined by blanks, as a command. */
export const eval_: Builtin = (shell, call) => {
  const from = call.argv[1] === '--' ? 2 : 1;
  if (from === 1 && /^-./.test(call.argv[1] ?? '')) {
    return invalidOption(shell, 'eval', (call.argv[1] as string).slice(0, 2), 'eval [arg ...]');
  }
  return call.argv.length <= from ? 0 : run(shell, call, from);
};

function* run(shell: Shell, call: Call, from: number): Running {
  const text = call.argv.slice(from).join(' ');
  const base = call.argv.length === from + 1 ? baseOf(shell, call.origins[from], text) : undefined;
  const { source, inner, traceDepth } = shell;
  shell.session.budget.enter();
  shell.source = new Source(
    text,
    base,
    call.origins[from] ?? source.whole,
    shell.line,
    source.prefix,
    source.file,
    'eval',
  );
  shell.inner = true;
  shell.traceDepth += 1;
  try {
    return yield* forgiving(shell, runProgram(shell, parseProgram(text)));
  } finally {
    shell.source = source;
    shell.inner = inner;
    shell.traceDepth = traceDepth;
    shell.session.budget.leave();
  }
}
