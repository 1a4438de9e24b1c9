import { type Kept, keepRuleset, restoreRuleset } from '../../kernel/netfilter/kept.ts';
import type { Chain, Table } from '../../kernel/netfilter/table.ts';
import type { Process } from '../process.ts';
import { add } from './add.ts';
import { remove } from './delete.ts';
import { describe } from './describe.ts';
import { list } from './list.ts';
import { RulesetChanges } from './notices.ts';
import type { RulesetLayout } from './print-ruleset.ts';
import { Refused } from './refused.ts';
import { Mistake, report, type Source } from './report.ts';
import type { Command } from './syntax.ts';

/** What a command works with. */
export interface Session {
  readonly process: Process;
  readonly layout: RulesetLayout;
  /** `-e`: what is added is shown. */
  readonly echo: boolean;
  /** `-j`: what is listed is JSON. */
  readonly json: boolean;
}

/**
 * Does the commands of a source as one transaction: when one of them is refused nothing has been done. What cannot be
 * understood is told first, and then the kernel is not asked at all, nor where something could not even be read. Answers
 * the exit status.
 */
export function runScript(
  process: Process,
  source: Source,
  commands: readonly Command[],
  options: ReadonlySet<string>,
  unreadable: boolean = false,
): number {
  const kept = keepRuleset(process.netns);
  const session = sessionOf(process, options);
  const mistakes: Mistake[] = [];
  const understood = unreadable ? commands.filter(({ verb }) => !SHOWS.includes(verb)) : commands;
  for (const command of understood) guarded(mistakes, () => perform(session, command, mistakes));
  const misunderstood = mistakes.filter((each) => !(each instanceof Refused));
  const asksNobody = unreadable || misunderstood.length > 0 || options.has('-c');
  for (const mistake of unreadable || misunderstood.length > 0 ? misunderstood : mistakes)
    report(process, source, mistake);
  if (mistakes.length === 0 && !asksNobody) tellChanges(session, commands, kept);
  if (mistakes.length > 0 || asksNobody) restoreRuleset(process.netns, kept, asksNobody);
  return mistakes.length > 0 || unreadable ? 1 : 0;
}

/** Tells those who listen what a transaction has changed; one that has changed nothing is none. */
function tellChanges({ process, layout }: Session, commands: readonly Command[], kept: Kept): void {
  const { netns } = process;
  if (commands.every(({ verb }) => SHOWS.includes(verb) || verb === 'reset')) return;
  const { netfilter, rulesetSockets } = netns;
  netfilter.generation++;
  if (rulesetSockets.length === 0) return;
  const has = (verb: string) => commands.some((command) => command.verb === verb);
  const verb = has('create') ? 'create' : 'add';
  const tables = [...netfilter.tables.values()];
  const again = new Set(commands.flatMap((command) => chainOf(tables, command)));
  const notices = new RulesetChanges(kept, tables, { ...layout, handles: false }, verb, has('insert'), again).read();
  if (notices.length === 0) netfilter.generation--;
  else {
    const text = `# new generation ${netfilter.generation} by process ${process.pid} (nft)`;
    for (const socket of rulesetSockets)
      for (const notice of [...notices, { subject: 'generations', kind: 'new', text } as const]) socket.put(notice);
  }
}

/** The chain that a command adds, be it there already. */
function chainOf(tables: readonly Table[], command: Command): Chain[] {
  if (command.verb !== 'add' || command.object !== 'chain') return [];
  const { family, table } = command.at;
  const chain = tables
    .find((each) => each.family === family && each.name === table.text)
    ?.chains.get(command.name.text);
  return chain === undefined ? [] : [chain];
}

/** What only shows something is not done where another command could not be read. */
const SHOWS: readonly string[] = ['list', 'get', 'describe'];

/** Does something; a mistake in it is noted. */
export function guarded(mistakes: Mistake[], act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    mistakes.push(error);
  }
}

function perform(session: Session, command: Command, mistakes: Mistake[]): void {
  switch (command.verb) {
    case 'list':
    case 'reset':
    case 'get':
      return list(session, command);
    case 'describe':
      if (command.object === 'expression') session.process.stdout.write(describe(command.expression));
      return;
    case 'delete':
    case 'flush':
      return remove(session, command);
    default:
      return add(session, command, mistakes);
  }
}

/** What the options ask for. */
export function sessionOf(process: Process, options: ReadonlySet<string>): Session {
  const style = {
    numeric: options.has('-n'),
    services: options.has('-S'),
    numericPriority: options.has('-y'),
    numericProtocol: options.has('-p'),
    numericTime: options.has('-T'),
    ids: options.has('-u'),
  };
  const layout: RulesetLayout = {
    style,
    stateless: options.has('-s'),
    terse: options.has('-t'),
    process,
    family: 'ip',
    handles: options.has('-a'),
  };
  return { process, layout, echo: options.has('-e'), json: options.has('-j') };
}
