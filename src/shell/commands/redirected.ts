import type { Redirected } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { dropConnections, leaveConnections } from '../connected.ts';
import { checkStatus } from '../errexit.ts';
import { finishSubstitutions } from '../expand/process-substitution.ts';
import { execute } from '../interpreter.ts';
import { redirect } from '../redirect.ts';
import type { Shell } from '../shell.ts';

/** The offset whose line bash names: it has read a file's name, not yet a here-document. */
function lineOffset({ redirects: [first], pos }: Redirected): number {
  return first?.type === 'Redirect' ? first.end - 1 : (first?.pos ?? pos);
}

/** A compound command with redirections, which hold for all of it. */
export function* executeRedirected(shell: Shell, node: Redirected): Running {
  const { files } = shell.state;
  shell.position = lineOffset(node);
  const within = new Map(files);
  shell.state.files = within;
  const pending = shell.pendingSubstitutions;
  shell.pendingSubstitutions = [];
  try {
    if (!(yield* redirect(shell, node.redirects))) return yield* checkStatus(shell, node, 1);
    const own = shell.pendingSubstitutions;
    const status = yield* execute(shell, node.command);
    shell.pendingSubstitutions = own;
    shell.state.files = files;
    if (own.length > 0) yield* finishSubstitutions(shell);
    yield* leaveConnections(shell, within);
    return status;
  } finally {
    shell.pendingSubstitutions = pending;
    shell.state.files = files;
    dropConnections(shell, within);
  }
}
