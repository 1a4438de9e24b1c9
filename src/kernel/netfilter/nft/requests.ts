import type { Cause } from '../../cause.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { Family, HookName } from '../requests.ts';
import { chainsCalled, Rule } from '../rule.ts';
import { hookChain } from '../ruleset.ts';
import type { HookNetns } from '../skb.ts';
import { type BaseChain, Chain, Table, tableKey } from '../table.ts';
import { type NftObject, type ObjectState, objectKey } from './object.ts';
import { expire, findElement, type NftElement, NftSet, overlaps, type SetDescription, sameKey } from './set.ts';
import { callsOf, type NativeRule, type Statement } from './statement.ts';
import { validateTable } from './validate.ts';

/** The requests that nft makes of nf_tables (net/netfilter/nf_tables_api.c). */

/** The table, undefined when there is none. */
export function findTable({ netfilter }: HookNetns, family: Family, name: string): Table | undefined {
  return netfilter.tables.get(tableKey(family, name));
}

/** NFT_MSG_NEWTABLE: the one there is when it exists; EEXIST when it has to be new. */
export function addTable(netns: HookNetns, family: Family, name: string, isNew: boolean, cause: Cause): Result<Table> {
  const existing = findTable(netns, family, name);
  if (existing !== undefined) return isNew ? refused('EEXIST', undefined, existing.cause) : granted(existing);
  const table = new Table(name, family, netns.netfilter.nextTableHandle(), cause);
  netns.netfilter.tables.set(table.key, table);
  return granted(table);
}

/** A chain as it is asked for. */
export interface ChainRequest {
  readonly name: string;
  readonly base: BaseChain | undefined;
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly comment: string | undefined;
}

/** The types of base chains and where each may be hooked (struct nft_chain_type). */
const HOOKS: Readonly<Record<BaseChain['type'], readonly HookName[]>> = {
  filter: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  route: ['OUTPUT'],
};

/** NFT_MSG_NEWCHAIN. EOPNOTSUPP for another hook than the chain has, or one that its type does not go to. */
export function addChainTo(
  netns: HookNetns,
  table: Table,
  { name, base, policy, comment }: ChainRequest,
  isNew: boolean,
  cause: Cause,
): Result<Chain> {
  const existing = table.chains.get(name);
  if (existing !== undefined) {
    if (isNew) return refused('EEXIST', undefined, existing.cause);
    if (base !== undefined && !sameBase(existing.base, base)) return refused('EOPNOTSUPP', undefined, existing.cause);
    if (policy !== undefined) {
      existing.policy = policy;
      existing.cause = cause;
    }
    return granted(existing);
  }
  if (base !== undefined && base.type !== 'filter' && table.family in FRAME_TYPES) return refused('ENOENT');
  if (base !== undefined && !mayHook(table.family, base)) return refused('EOPNOTSUPP');
  // NAT's own work at a hook begins at this priority.
  if (base?.type === 'nat' && base.priority <= -200) return refused('EOPNOTSUPP');
  const chain = new Chain(name, table, base, cause);
  chain.policy = policy ?? 'ACCEPT';
  chain.comment = comment;
  hookChain(netns, table, chain);
  return granted(chain);
}

/** Where frames of a family can be met. */
const FRAME_HOOKS: Readonly<Partial<Record<Family, readonly HookName[]>>> = {
  arp: ['INPUT', 'OUTPUT'],
  netdev: ['INGRESS', 'EGRESS'],
};

/** Families whose chains are of type filter. */
const FRAME_TYPES: Readonly<Partial<Record<Family, true>>> = { arp: true, bridge: true, netdev: true };

function mayHook(family: Family, { type, hook }: BaseChain): boolean {
  if (hook === 'INGRESS' && family === 'inet') return type === 'filter';
  return (FRAME_HOOKS[family] ?? HOOKS[type]).includes(hook);
}

function sameBase(a: BaseChain | undefined, b: BaseChain): boolean {
  return a?.type === b.type && a.hook === b.hook && a.priority === b.priority;
}

/** How many rules and elements of verdict maps lead to a chain. */
export function usesOf(table: Table, name: string): number {
  let count = 0;
  for (const { rules } of table.chains.values())
    for (const rule of rules) count += chainsCalled(rule).filter((each) => each === name).length;
  for (const set of table.sets.values()) count += callsOf(set).filter((each) => each === name).length;
  return count;
}

/** NFT_MSG_DELCHAIN: EBUSY while something leads to it; its own rules go with it. */
export function removeChain(netns: HookNetns, table: Table, chain: Chain): Result {
  const own = chain.rules.flatMap(chainsCalled).filter((each) => each === chain.name).length;
  if (usesOf(table, chain.name) > own) return refused('EBUSY');
  for (const rule of chain.rules.splice(0)) netns.netfilter.release(rule);
  table.chains.delete(chain.name);
  netns.netfilter.register();
  return DONE;
}

/** Where a rule goes: behind or before another, or before or behind all. */
export type NativePlace =
  | { readonly at: 'end' | 'begin' }
  | { readonly at: 'behind' | 'before' | 'instead'; readonly index: number };

/** NFT_MSG_NEWRULE. EOPNOTSUPP for a statement that may not stand there, EMLINK for a loop of chains. */
export function addNativeRule(
  netns: HookNetns,
  table: Table,
  chain: Chain,
  native: NativeRule,
  place: NativePlace,
  cause: Cause,
): Result<Rule> {
  const rule = new Rule(native, cause);
  rule.handle = place.at === 'instead' ? chain.rules[place.index]!.handle : table.nextHandle();
  const { rules } = chain;
  const at = indexOf(place, rules.length);
  const [replaced] = rules.splice(at, place.at === 'instead' ? 1 : 0, rule);
  const errno = validateTable(table);
  if (errno !== undefined) {
    rules.splice(at, 1, ...(replaced === undefined ? [] : [replaced]));
    return refused(errno);
  }
  for (const statement of native.statements) limitSize(statement);
  netns.netfilter.acquire(rule);
  if (replaced !== undefined) netns.netfilter.release(replaced);
  netns.netfilter.register();
  return granted(rule);
}

/** A set that packets fill has an end (nft_dynset_init). */
function limitSize(statement: Statement): void {
  if (statement.kind === 'update') statement.set.description.size ??= MAX_SIZE;
}

const MAX_SIZE = 65535;

function indexOf(place: NativePlace, length: number): number {
  if ('index' in place) return place.index + (place.at === 'behind' ? 1 : 0);
  return place.at === 'begin' ? 0 : length;
}

/** NFT_MSG_NEWSET: EEXIST when it has to be new. */
export function addSet(
  table: Table,
  name: string,
  description: SetDescription,
  isNew: boolean,
  cause: Cause,
): Result<NftSet> {
  const existing = table.sets.get(name);
  if (existing !== undefined) {
    const isOther = String(existing.description.keyTypes) !== String(description.keyTypes);
    return isNew || isOther ? refused('EEXIST', undefined, existing.cause) : granted(existing);
  }
  const set = new NftSet(name, false, description, table.nextHandle(), cause);
  table.sets.set(name, set);
  return granted(set);
}

/** NFT_MSG_NEWSETELEM: one that is there already stays; EEXIST when it has to be new, leads elsewhere or overlaps. */
export function addElement(set: NftSet, element: NftElement, isNew: boolean, now: number): Result {
  expire(set, now);
  const existing = set.elements.find((each) => sameKey(each.key, element.key));
  if (existing !== undefined) {
    const same = JSON.stringify(dataText(existing)) === JSON.stringify(dataText(element));
    return isNew || !same ? refused('EEXIST') : DONE;
  }
  if (set.description.interval && set.elements.some((each) => overlaps(each.key, element.key)))
    return refused('EEXIST');
  const { size } = set.description;
  if (size !== undefined && set.elements.length >= size) return refused('ENFILE');
  set.elements.push(element);
  return DONE;
}

/** What an element leads to, in a form that can be compared. */
function dataText({ data }: NftElement): readonly string[] {
  if (data === undefined) return [];
  if ('values' in data) return data.values.map(String);
  const { verdict } = data;
  return 'chain' in verdict ? [verdict.kind, verdict.chain.name] : [verdict.kind];
}

/** NFT_MSG_DELSETELEM: ENOENT. */
export function deleteElement(set: NftSet, key: NftElement['key'], now: number): Result {
  const element = findElement(set, key, now);
  if (element === undefined) return refused('ENOENT');
  set.elements.splice(set.elements.indexOf(element), 1);
  return DONE;
}

/** How many rules refer to a set or an object by its name. */
export function referencesOf(table: Table, what: NftSet | NftObject): number {
  let count = 0;
  for (const { rules } of table.chains.values())
    for (const { native } of rules) count += native?.statements.filter((each) => refersTo(each, what)).length ?? 0;
  return count;
}

function refersTo(value: unknown, what: NftSet | NftObject): boolean {
  if (value === what) return true;
  if (typeof value !== 'object' || value === null || value instanceof Chain || value instanceof NftSet) return false;
  return Object.values(value).some((each) => refersTo(each, what));
}

/** NFT_MSG_NEWOBJ: EEXIST when it has to be new. */
export function addObject(
  table: Table,
  name: string,
  state: ObjectState,
  comment: string | undefined,
  isNew: boolean,
  cause: Cause,
): Result<NftObject> {
  const key = objectKey(state.kind, name);
  const existing = table.objects.get(key);
  if (existing !== undefined) return isNew ? refused('EEXIST', undefined, existing.cause) : granted(existing);
  const object: NftObject = { name, handle: table.nextHandle(), comment, state, cause };
  table.objects.set(key, object);
  return granted(object);
}
