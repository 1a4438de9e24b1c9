import type { AndOr, CommandNode, CompoundList, PipelineNode, Statement } from 'unbash';
import type { Running } from '../userland/process.ts';
import { executeAndOr } from './commands/and-or.ts';
import { executeArithmetic } from './commands/arithmetic.ts';
import { executeArithmeticFor } from './commands/arithmetic-for.ts';
import { executeCase } from './commands/case.ts';
import { executeFor } from './commands/for.ts';
import { defineFunction } from './commands/function.ts';
import { executeIf } from './commands/if.ts';
import { startJob } from './commands/job.ts';
import { executePipeline } from './commands/pipeline.ts';
import { executeRedirected } from './commands/redirected.ts';
import { executeSimple } from './commands/simple.ts';
import { executeSubshell, lastOf } from './commands/subshell.ts';
import { executeTest } from './commands/test.ts';
import { executeWhile } from './commands/while.ts';
import { ExpansionFailed } from './control.ts';
import { checkStatus, reportFailure } from './errexit.ts';
import type { Shell } from './shell.ts';
import { runPending } from './trap.ts';

export type Node = PipelineNode | AndOr | CompoundList;

/** Runs the statements of a list; the status is the last one's, 0 for none. */
export function* executeStatements(shell: Shell, statements: readonly Statement[]): Running {
  let status = 0;
  for (const statement of statements) status = yield* executeStatement(shell, statement);
  return status;
}

/** Runs a statement, or starts it in the background. */
export function* executeStatement(shell: Shell, statement: Statement): Running {
  if (statement.background) return startJob(shell, statement);
  return yield* execute(shell, statement.command);
}

/** Runs a command of any kind and leaves its exit status in `$?`. */
export function* execute(shell: Shell, node: Node): Running {
  let status: number;
  try {
    status = yield* dispatch(shell, node);
  } catch (thrown) {
    if (thrown instanceof ExpansionFailed) reportFailure(shell, thrown);
    throw thrown;
  }
  shell.state.status = status;
  if (shell.pending.length > 0) yield* runPending(shell);
  return status;
}

function* dispatch(shell: Shell, node: Node): Running {
  switch (node.type) {
    case 'Command':
      return yield* checkStatus(shell, node, yield* executeSimple(shell, node));
    case 'AndOr':
      return yield* executeAndOr(shell, node);
    case 'Pipeline':
      return yield* executePipeline(shell, node);
    case 'CompoundList':
      return yield* executeStatements(shell, node.commands);
    case 'BraceGroup':
      return yield* executeStatements(shell, node.body.commands);
    case 'Redirected':
      return yield* executeRedirected(shell, node);
    case 'Function':
      return defineFunction(shell, node);
    case 'Subshell':
      shell.position = node.pos;
      if (!shell.trapping) shell.running = { node, source: shell.source };
      if (shell.body === node) {
        shell.last = lastOf(node.body.commands.at(-1));
        return yield* executeStatements(shell, node.body.commands);
      }
      return yield* checkStatus(shell, node, yield* executeSubshell(shell, node));
    default:
      shell.position = lineOffset(node);
      return yield* executeConstruct(shell, node);
  }
}

type Construct = Exclude<CommandNode, { type: 'Command' | 'Redirected' | 'Function' | 'Subshell' | 'BraceGroup' }>;

/** The offset whose line bash names: as far as it has read when it notes the line. */
function lineOffset(node: Construct): number {
  if (node.type === 'TestCommand') return node.end - 1;
  return node.type === 'Case' ? node.word.end - 1 : node.pos;
}

function* executeConstruct(shell: Shell, node: Construct): Running {
  switch (node.type) {
    case 'If':
      return yield* executeIf(shell, node);
    case 'For':
      return yield* executeFor(shell, node);
    case 'ArithmeticFor':
      return yield* executeArithmeticFor(shell, node);
    case 'While':
      return yield* executeWhile(shell, node);
    case 'Case':
      return yield* executeCase(shell, node);
    case 'TestCommand':
      return yield* checkStatus(shell, node, yield* executeTest(shell, node));
    case 'ArithmeticCommand':
      return yield* checkStatus(shell, node, yield* executeArithmetic(shell, node));
    case 'Select':
      return unsimulated(shell, 'select', node);
    case 'Coproc':
      return unsimulated(shell, 'coproc', node);
  }
}

/** Syntax that bash knows and this shell does not: said to the lab and on standard error. */
function unsimulated(shell: Shell, what: string, node: { readonly pos: number; readonly end: number }): number {
  const origin = shell.source.origin(node.pos, node.pos + what.length);
  if (origin !== undefined) shell.session.observer.unsimulatedSyntax(what, origin);
  shell.complain(`${what}: not simulated`);
  return 1;
}
