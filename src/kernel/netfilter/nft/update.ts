import type { Connection } from '../conntrack/connection.ts';
import { IPS_DYING } from '../conntrack/info.ts';
import type { HookContext } from '../context.ts';
import { evaluate } from './expression.ts';
import { newLimit } from './limit.ts';
import { findElement, type NftElement, type NftSet } from './set.ts';
import { passesState } from './stateful.ts';
import type { Statement } from './statement.ts';

type Update = Extract<Statement, { kind: 'update' }>;

/**
 * `add`, `update` and `delete` of an element of a set by a packet (nft_dynset_eval). Counters and limits of the element
 * see the packet. False where the set is full, or the element's limit says so.
 */
export function update({ op, set, key, data, timeout, statements }: Update, context: HookContext): boolean {
  const { now } = context.netns.kernel;
  const values = evaluate(key, context);
  if (values === undefined) return false;
  const intervals = values.map((value) => ({ low: value, high: value }));
  let element = findElement(set, intervals, now);
  if (op === 'delete') {
    if (element === undefined) return false;
    set.elements.splice(set.elements.indexOf(element), 1);
    return true;
  }
  const life = timeout ?? set.description.timeout;
  if (element === undefined) {
    if (set.description.size !== undefined && set.elements.length >= set.description.size) return false;
    const led = data === undefined ? undefined : evaluate(data, context);
    if (data !== undefined && led === undefined) return false;
    element = {
      key: intervals,
      statements: ownStatements(set, statements).map((each) => fresh(each, now)),
      timeout,
      expires: life === undefined ? undefined : now + life,
      ...(led === undefined ? {} : { data: { values: led } }),
    };
    set.elements.push(element);
  } else if (op === 'update' && life !== undefined) {
    element.expires = now + life;
  }
  return elementPasses(element, context);
}

/** The counters of a new element: those that the rule gives it, else the set's. */
function ownStatements(set: NftSet, given: readonly Statement[]): readonly Statement[] {
  return given.length > 0 ? given : (set.description.statements ?? []);
}

/** Lets the counters and limits of an element see a packet. */
function elementPasses({ statements }: NftElement, context: HookContext): boolean {
  const { now } = context.netns.kernel;
  return statements.every((each) => {
    if (each.kind === 'connlimit') return passesConnectionLimit(each, context);
    if (each.kind !== 'counter' && each.kind !== 'limit' && each.kind !== 'quota') return true;
    return passesState(each, now, context.length);
  });
}

/** A statement as a new element gets it: with a state of its own. */
export function fresh(statement: Statement, now: number): Statement {
  switch (statement.kind) {
    case 'counter':
      return { kind: 'counter', packets: statement.packets, bytes: statement.bytes };
    case 'limit':
      return { ...statement, state: newLimit(statement.rate, now) };
    case 'quota':
      return { ...statement };
    case 'connlimit':
      return { ...statement, connections: [] };
    default:
      return statement;
  }
}

/** `ct count`: how many connections have come by that still live (nft_connlimit_do_eval). */
export function passesConnectionLimit(
  limit: Extract<Statement, { kind: 'connlimit' }>,
  { skb, netns }: HookContext,
): boolean {
  const { connection } = skb;
  const { now } = netns.kernel;
  const counted = limit.connections as Connection[];
  const alive = counted.filter((each) => each === connection || isAlive(each, now));
  if (connection !== null && !alive.includes(connection)) alive.push(connection);
  counted.splice(0, Number.POSITIVE_INFINITY, ...alive);
  return counted.length > limit.count === limit.over;
}

/** Neither gone nor closed (nf_conncount_gc_list, already_closed). */
function isAlive(connection: Connection, now: number): boolean {
  if (!connection.confirmed || (connection.status & IPS_DYING) !== 0 || connection.timeout <= now) return false;
  return connection.tcp?.state !== 'TIME_WAIT' && connection.tcp?.state !== 'CLOSE';
}
