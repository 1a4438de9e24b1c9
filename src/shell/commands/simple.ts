import type { Assignment, Command, Redirection, Word } from 'unbash';
import type { Origin, Program, Running, Wait } from '../../userland/process.ts';
import { assign, assignmentText, tracedArray } from '../assign.ts';
import type { Builtin } from '../builtins/builtin.ts';
import { builtins, DECLARES } from '../builtins/index.ts';
import { dropConnections, leaveConnections } from '../connected.ts';
import { ExpansionFailed, Killed } from '../control.ts';
import { environmentOf } from '../environment.ts';
import { reportFailure } from '../errexit.ts';
import { finishSubstitutions } from '../expand/process-substitution.ts';
import { expandWord, literalText } from '../expand/word.ts';
import { tellKilled, tellKilledJobs } from '../killed.ts';
import { findCommand, notFound, placeOf } from '../lookup.ts';
import type { SimpleCommand } from '../observer.ts';
import { isFull } from '../open-file.ts';
import { runProcess, ShellProcess } from '../process.ts';
import { redirect } from '../redirect.ts';
import { YIELD } from '../scheduler.ts';
import type { Shell } from '../shell.ts';
import type { ShellFunction } from '../state.ts';
import { announce, isTrapping } from '../trap.ts';
import { UNSET } from '../variables.ts';
import { trace, tracedAssignment, tracedWords } from '../xtrace.ts';
import { callFunction } from './function.ts';

const NO_REDIRECTIONS: readonly Redirection[] = [];
const NO_ASSIGNMENTS: readonly string[] = [];

/** A simple command's words after expansion. */
interface Expanded {
  readonly argv: string[];
  readonly origins: (Origin | undefined)[];
  /** Assignments among the arguments of `declare` and its kin, by their index in `argv`. */
  readonly declared: Map<number, Assignment> | undefined;
  /** The assignments before the command, with their values. */
  readonly assignments: { readonly node: Assignment; readonly text: string }[];
}

/** What a command word stands for, found in bash's order: function, builtin, program. */
type Callee =
  | { readonly kind: 'function'; readonly called: ShellFunction }
  | { readonly kind: 'builtin'; readonly builtin: Builtin }
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'assignment' }
  | { readonly kind: 'not-found' };

/** Runs a simple command (bash manual, "Simple Command Expansion"). */
export function* executeSimple(shell: Shell, node: Command): Running {
  shell.session.budget.spend();
  shell.position = lineOffset(node);
  yield* announce(shell, node);
  shell.substitutionStatus = undefined;
  const expanded: Expanded = { argv: [], origins: [], declared: declaredOf(node), assignments: [] };
  const pending = shell.pendingSubstitutions;
  shell.pendingSubstitutions = [];
  const failure = yield* expandCommand(shell, node, expanded);
  const callee = calleeOf(shell, expanded.argv[0]);
  const command = commandOf(shell, node, expanded, callee.kind);
  const outer = shell.command;
  if (!shell.inner) {
    shell.command = command;
    shell.session.observer.commandStart(command);
  }
  let status = 1;
  try {
    if (failure !== undefined) reportFailure(shell, failure);
    if (failure !== undefined) throw failure;
    status = yield* runRedirected(shell, node, expanded, callee);
    if (shell.pendingSubstitutions.length > 0) yield* finishSubstitutions(shell);
  } catch (thrown) {
    if (thrown instanceof ExpansionFailed) reportFailure(shell, thrown);
    status = statusOf(thrown);
    throw thrown;
  } finally {
    shell.pendingSubstitutions = pending;
    if (!shell.inner) {
      shell.command = outer;
      shell.session.observer.commandEnd(command, status);
    }
  }
  if (expanded.argv.length > 0) shell.state.lastArgument = expanded.argv[expanded.argv.length - 1] as string;
  yield* giveWay(shell);
  return status;
}

function statusOf(thrown: unknown): number {
  const status = (thrown as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 1;
}

/** How long the network has between two commands that write to it, in microseconds. */
const NETWORK_TURN = 100;

/** Lets others run: readers of a full pipe, the other side of a connection, and now and then any other task. */
function* giveWay(shell: Shell): Generator<Wait, void, void> {
  const { scheduler, clock } = shell.session;
  const output = shell.state.files.get(1);
  if (output?.kind === 'connected') yield { until: clock.now + NETWORK_TURN };
  if (!scheduler.crowded) return;
  if (output !== undefined && isFull(output)) yield { ready: () => !isFull(output) };
  else if (scheduler.isTurnOver()) yield YIELD;
}

/**
 * The offset whose line bash names: it has read the word after the command's name when it notes the line, or the
 * assignment that comes first.
 */
function lineOffset(node: Command): number {
  const [first] = node.prefix;
  if (first !== undefined) return first.type === 'Assignment' ? first.end - 1 : node.pos;
  if (node.name === undefined) return node.pos;
  const second = node.suffix[0];
  if (second === undefined) return node.name.end - 1;
  return second.type === 'Word' || second.type === 'Assignment' ? second.end - 1 : second.pos;
}

function declaredOf(node: Command): Map<number, Assignment> | undefined {
  return node.name !== undefined && DECLARES.has(node.name.text) ? new Map() : undefined;
}

/** Expands words, then assignments. Answers the failure instead of throwing it, so that the command can be reported first. */
function* expandCommand(
  shell: Shell,
  node: Command,
  into: Expanded,
): Generator<Wait, ExpansionFailed | undefined, void> {
  try {
    if (node.name !== undefined) yield* expandArgument(shell, node.name, into);
    for (const each of node.suffix) {
      if (each.type === 'Word' || each.type === 'Assignment') yield* expandArgument(shell, each, into);
    }
    if (node.prefix.length > 0) yield* expandAssignments(shell, node, into);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ExpansionFailed) return thrown;
    throw thrown;
  }
}

/** Without a command, assignments take effect one after the other; before one, each sees those before it. */
function* expandAssignments(shell: Shell, node: Command, into: Expanded): Generator<Wait, void, void> {
  const { variables } = shell.state;
  variables.push();
  try {
    for (const each of node.prefix) {
      if (each.type !== 'Assignment') continue;
      const text = into.argv.length === 0 ? '' : yield* assignmentText(shell, each);
      into.assignments.push({ node: each, text });
      if (text !== '') setTemporary(shell, each.name, text, true);
    }
  } finally {
    variables.pop();
  }
}

function* expandArgument(shell: Shell, each: Word | Assignment, into: Expanded): Generator<Wait, void, void> {
  if (each.type === 'Word') {
    const literal = literalText(each);
    if (literal === undefined) {
      yield* expandWord(shell, each, into.argv, into.origins);
      return;
    }
    into.argv.push(literal);
    into.origins.push(shell.source.origin(each.pos, each.end));
    return;
  }
  into.declared?.set(into.argv.length, each);
  into.argv.push(yield* assignmentText(shell, each));
  into.origins.push(shell.source.origin(each.pos, each.end));
}

function calleeOf(shell: Shell, name: string | undefined): Callee {
  if (name === undefined) return { kind: 'assignment' };
  const called = shell.state.functions.get(name);
  if (called !== undefined) return { kind: 'function', called };
  const builtin = builtins.get(name);
  if (builtin !== undefined) return { kind: 'builtin', builtin };
  const program = findCommand(placeOf(shell), name);
  return program === undefined ? { kind: 'not-found' } : { kind: 'program', program };
}

function commandOf(
  shell: Shell,
  node: Command,
  { argv, origins, assignments }: Expanded,
  kind: Callee['kind'],
): SimpleCommand {
  const range = shell.source.origin(node.pos, node.end) ?? { start: 0, end: 0 };
  return {
    range,
    argv,
    origins,
    assignments: assignments.length === 0 ? NO_ASSIGNMENTS : assignments.map((each) => each.text),
    kind,
    tested: shell.tested > 0 || shell.inverted === node,
    netns: shell.netns,
  };
}

/** Runs a command with its redirections, which end with it (those of `exec` without a command do not). */
function* runRedirected(shell: Shell, node: Command, expanded: Expanded, callee: Callee): Running {
  const redirections = redirectionsOf(node);
  if (redirections.length === 0) {
    if (shell.option('xtrace')) yield* traceCommand(shell, expanded);
    return yield* runCallee(shell, node, expanded, callee);
  }
  const { files } = shell.state;
  const own = new Map(files);
  const stays = expanded.argv[0] === 'exec' && expanded.argv.length === 1;
  if (!stays) shell.state.files = own;
  const end = () => {
    if (!stays) shell.state.files = files;
  };
  try {
    if (shell.option('xtrace')) yield* traceCommand(shell, expanded);
    const opens = isForked(callee) ? redirectForked(shell, redirections) : redirect(shell, redirections);
    const status = (yield* opens) ? yield* runCallee(shell, node, expanded, callee) : 1;
    end();
    // With `exec` alone what was open before is what may be closed now.
    yield* leaveConnections(shell, own);
    return status;
  } finally {
    end();
    dropConnections(shell, own);
  }
}

/** A program runs in a process of its own, which is there before its redirections are expanded and it is looked for. */
function isForked({ kind }: Callee): boolean {
  return kind === 'program' || kind === 'not-found';
}

/** Carries out redirections in the process of a program: what they assign, and how they fail, is that one's alone. */
function* redirectForked(shell: Shell, redirections: readonly Redirection[]): Generator<Wait, boolean, void> {
  if (!redirections.some(expands)) return yield* redirect(shell, redirections);
  const { variables, lastJob } = shell.state;
  shell.state.variables = variables.copy();
  try {
    return yield* redirect(shell, redirections);
  } catch (thrown) {
    if (!(thrown instanceof ExpansionFailed)) throw thrown;
    if (!thrown.reported) shell.complain(thrown.message);
    return false;
  } finally {
    shell.state.variables = variables;
    shell.state.lastJob = lastJob;
  }
}

function expands(redirection: Redirection): boolean {
  return redirection.type === 'HereDoc'
    ? redirection.body.parts !== undefined
    : redirection.target?.parts !== undefined;
}

function redirectionsOf(node: Command): readonly Redirection[] {
  for (const each of node.suffix) if (each.type !== 'Word' && each.type !== 'Assignment') return node.redirects;
  for (const each of node.prefix) if (each.type !== 'Assignment') return node.redirects;
  return NO_REDIRECTIONS;
}

function* traceCommand(shell: Shell, { argv, assignments, declared }: Expanded): Generator<Wait, void, void> {
  if (argv.length === 0) return;
  for (const { text } of assignments) {
    const at = text.indexOf('=') + 1;
    yield* trace(shell, tracedAssignment(text.slice(0, at), text.slice(at)));
  }
  let words: readonly string[] = argv;
  for (const [at, node] of declared ?? []) {
    if (node.value.type !== 'ArrayValue') continue;
    yield* trace(shell, yield* tracedArray(shell, node, argv));
    words = words.map((word, index) => (index === at ? node.name : word));
  }
  yield* trace(shell, tracedWords(words));
}

function* runCallee(shell: Shell, node: Command, expanded: Expanded, callee: Callee): Running {
  const { argv, origins, assignments } = expanded;
  if (callee.kind === 'assignment') return yield* assignAll(shell, expanded);
  if (callee.kind === 'program') {
    const process = new ShellProcess(shell, argv, origins, environmentWith(shell, assignments));
    const status = yield* runForeground(shell, process, callee.program, node);
    if (shell.jobs.length > 0) tellKilledJobs(shell);
    return status;
  }
  if (callee.kind === 'not-found') {
    const { message, status } = notFound(shell, argv[0] as string);
    shell.complain(message);
    return status;
  }
  if (assignments.length === 0) return yield* runInside(shell, expanded, callee);
  shell.state.variables.push();
  try {
    for (const { node, text } of assignments) setTemporary(shell, node.name, text);
    return yield* runInside(shell, expanded, callee);
  } finally {
    shell.state.variables.pop();
  }
}

/** Runs a program; one that a signal ends is said to have been. */
function* runForeground(shell: Shell, process: ShellProcess, program: Program, node: Command): Running {
  shell.waitsForProgram = true;
  try {
    return yield* runProcess(process, program);
  } catch (thrown) {
    // The numbers of those that it has started are higher than its own.
    if (!(thrown instanceof Killed) || thrown.pid < process.pid || thrown.pid === shell.pid) throw thrown;
    if (shell.last === node && !isTrapping(shell)) throw new Killed(shell.pid, thrown.signal);
    return tellKilled(shell, thrown, node);
  } finally {
    shell.waitsForProgram = false;
  }
}

/** Assignments without a command; the status is that of the last substitution among them. */
function* assignAll(shell: Shell, { assignments }: Expanded): Running {
  for (const { node } of assignments) {
    yield* assign(shell, node);
  }
  return shell.substitutionStatus ?? 0;
}

function setTemporary(shell: Shell, name: string, text: string, quiet = false): void {
  const old = shell.state.variables.get(name);
  if (old?.readonly) {
    if (!quiet) shell.failWith(`${name}: readonly variable`);
    return;
  }
  const value = text.slice(text.indexOf('=') + 1);
  const appended = text.startsWith(`${name}+=`) ? (old?.value ?? '') + value : value;
  shell.state.variables.setLocal(name, { ...UNSET, value: appended, exported: true });
}

function environmentWith(shell: Shell, assignments: Expanded['assignments']): ReadonlyMap<string, string> {
  if (assignments.length === 0) return environmentOf(shell);
  shell.state.variables.push();
  for (const { node, text } of assignments) setTemporary(shell, node.name, text);
  const environment = environmentOf(shell);
  shell.state.variables.pop();
  return environment;
}

function* runInside(
  shell: Shell,
  expanded: Expanded,
  callee: Extract<Callee, { kind: 'function' | 'builtin' }>,
): Running {
  const { argv, origins, declared } = expanded;
  shell.isReplaced = false;
  if (callee.kind === 'function') return yield* callFunction(shell, callee.called, argv);
  const result = callee.builtin(shell, { argv, origins, declared });
  return typeof result === 'number' ? result : yield* result;
}
