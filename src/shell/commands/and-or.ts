import type { AndOr, PipelineNode } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { execute } from '../interpreter.ts';
import type { Shell } from '../shell.ts';
import { tested } from './tested.ts';

/** `a && b || c`: errexit looks at the last command only. */
export function* executeAndOr(shell: Shell, node: AndOr): Running {
  const last = node.commands.length - 1;
  let status = 0;
  for (let at = 0; at <= last; at += 1) {
    const operator = at === 0 ? undefined : node.operators[at - 1];
    if ((operator === '&&' && status !== 0) || (operator === '||' && status === 0)) continue;
    const command = node.commands[at] as PipelineNode;
    status = at === last ? yield* execute(shell, command) : yield* tested(shell, command);
  }
  return status;
}
