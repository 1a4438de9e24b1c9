import type { If } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { execute } from '../interpreter.ts';
import type { Shell } from '../shell.ts';
import { tested } from './tested.ts';

/** `if … then … elif … else … fi`; 0 when no condition held. */
export function* executeIf(shell: Shell, node: If): Running {
  if ((yield* tested(shell, node.clause)) === 0) return yield* execute(shell, node.then);
  for (const branch of node.elif) {
    if ((yield* tested(shell, branch.clause)) === 0) return yield* execute(shell, branch.then);
  }
  return node.else === undefined ? 0 : yield* execute(shell, node.else);
}
