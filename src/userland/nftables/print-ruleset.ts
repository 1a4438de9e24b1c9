import type { NftObject } from '../../kernel/netfilter/nft/object.ts';
import type { NftSet } from '../../kernel/netfilter/nft/set.ts';
import type { Rule } from '../../kernel/netfilter/rule.ts';
import type { BaseChain, Chain, Table } from '../../kernel/netfilter/table.ts';
import { sortElements } from './merge.ts';
import { type Layout, printElement } from './print-expression.ts';
import { printQuota, printRate, printStatement } from './print-statement.ts';
import { priorityNames, priorityOf } from './symbols.ts';
import { formatTime } from './time.ts';
import { typeOf } from './types.ts';
import { printXtRule } from './xtables/rule.ts';

/** How a listing of a ruleset looks: `-a` adds handles. */
export interface RulesetLayout extends Layout {
  readonly handles: boolean;
}

const handleOf = (number: number, { handles }: RulesetLayout) => (handles ? ` # handle ${number}` : '');

/** A table with these parts, between its braces. */
export function printTable(table: Table, layout: RulesetLayout, parts: readonly string[]): string {
  const head = `table ${table.family} ${table.name} {${handleOf(table.handle, layout)}\n`;
  const own = [
    table.dormant ? '\tflags dormant\n' : '',
    table.comment === undefined ? '' : `\tcomment "${table.comment}"\n`,
  ].join('');
  const gap = own !== '' && parts.length > 0 ? '\n' : '';
  return `${head}${own}${gap}${parts.join('\n')}}\n`;
}

/** A table's name around some of its parts. */
export function printWithin({ family, name }: Table, parts: readonly string[]): string {
  return `table ${family} ${name} {\n${parts.join('')}}\n`;
}

/** All parts of a table, in the order of a listing. */
export function partsOf(table: Table, layout: RulesetLayout): string[] {
  const objects = [...table.objects.values()];
  return [
    ...objects.filter(({ state }) => state.kind !== 'flowtable').map((object) => printObject(object, layout)),
    ...[...table.sets.values()].filter(isSeen).map((set) => printSet(set, layout)),
    ...objects.filter(({ state }) => state.kind === 'flowtable').map((object) => printObject(object, layout)),
    ...Array.from(table.chains.values(), (chain) => printChain(chain, table, layout)),
  ];
}

/** A counter, quota or limit with a name. */
export function printObject({ name, handle, comment, state }: NftObject, layout: RulesetLayout): string {
  const remark = comment === undefined ? '' : `\t\tcomment "${comment}"\n`;
  const text = objectLines(state, layout)
    .map((line) => `\t\t${line}\n`)
    .join('');
  return `\t${state.kind} ${name} {${handleOf(handle, layout)}\n${remark}${text}\t}\n`;
}

/** What an object says of itself, a line each. */
export function objectLines(state: NftObject['state'], layout: RulesetLayout): readonly string[] {
  switch (state.kind) {
    case 'counter':
      return layout.stateless ? [] : [`packets ${state.packets} bytes ${state.bytes}`];
    case 'quota':
      return [printQuota(state, layout)];
    case 'limit':
      return [`rate ${printRate(state.rate)}`];
    default:
      return state.lines;
  }
}

/** Whether a set is listed among the sets. */
export const isSeen = ({ description }: NftSet): boolean => description.meter !== true;

/** A set or map. */
export function printSet(set: NftSet, layout: RulesetLayout): string {
  const { description, name, handle } = set;
  const lines = setLines(set, layout).map((line) => `\t\t${line}\n`);
  const elements = layout.terse ? '' : printElements(set, layout);
  const kind = description.meter ? 'meter' : description.dataTypes !== undefined ? 'map' : 'set';
  return `\t${kind} ${name} {${handleOf(handle, layout)}\n${lines.join('')}${elements}\t}\n`;
}

/** What a set or map says of itself, a line each. */
export function setLines(set: NftSet, layout: RulesetLayout): readonly string[] {
  const { description } = set;
  const { keyTypes, dataTypes, flagsText } = { ...description, flagsText: flagsOf(set) };
  const isMap = dataTypes !== undefined;
  const lines: string[] = [];
  const line = (text: string) => lines.push(text);
  const data = isMap ? ` : ${dataTypes.join(' . ')}` : '';
  if (description.typeOf !== undefined) line(`typeof ${description.typeOf}`);
  else line(`type ${keyTypes.join(' . ')}${data}`);
  if (description.policy !== undefined) line(`policy ${description.policy}`);
  if (description.size !== undefined) line(`size ${description.size}`);
  if (flagsText !== '') line(`flags ${flagsText}`);
  if (description.autoMerge) line('auto-merge');
  if (description.timeout !== undefined) line(`timeout ${formatTime(description.timeout, layout.style)}`);
  if (description.gcInterval !== undefined) line(`gc-interval ${formatTime(description.gcInterval, layout.style)}`);
  for (const statement of description.statements ?? []) line(printStatement(statement, { ...layout, stateless: true }));
  if (description.comment !== undefined) line(`comment "${description.comment}"`);
  return lines;
}

/** Flags that a listing shows: with a timeout of the whole set that flag alone goes without saying. */
function flagsOf({ description }: NftSet): string {
  const { constant, dynamic, interval, timed, timeout } = description;
  const flags = [constant && 'constant', dynamic && 'dynamic', interval && 'interval', timed && 'timeout'].filter(
    Boolean,
  );
  return timeout !== undefined && String(flags) === 'timeout' ? '' : flags.join(',');
}

function printElements(set: NftSet, layout: RulesetLayout): string {
  const { now } = layout.process.system.kernel;
  const elements = sortElements(set.elements.filter(({ expires }) => expires === undefined || expires > now));
  if (elements.length === 0) return '';
  const types = set.description.keyTypes.map(typeOf);
  const dataTypes = (set.description.dataTypes ?? []).map(typeOf);
  const perLine = types.length === 1 ? types[0]!.perLine : 1;
  const texts = elements.map((element) => printElement(element, types, dataTypes, layout));
  let text = '';
  for (const [i, each] of texts.entries()) {
    if (i > 0) text += i % perLine === 0 ? ',\n\t\t\t     ' : ', ';
    text += each;
  }
  return `\t\telements = { ${text} }\n`;
}

/** A chain with its rules. */
export function printChain(chain: Chain, table: Table, layout: RulesetLayout, withRules = true): string {
  const lines = chain.comment === undefined ? [] : [`comment "${chain.comment}"`];
  lines.push(...chainLines(chain, table, layout));
  if (withRules)
    for (const rule of chain.rules) lines.push(`${printRule(rule, layout)}${handleOf(rule.handle, layout)}`);
  const text = lines.map((each) => `\t\t${each}\n`).join('');
  return `\tchain ${chain.name} {${handleOf(chain.handle, layout)}\n${text}\t}\n`;
}

/** Where a base chain is hooked, and its policy; nothing for another. */
export function chainLines({ base, policy }: Chain, table: Table, layout: RulesetLayout): string[] {
  if (base === undefined) return [];
  return [`${printBase(base, table, layout)}; policy ${policy === 'DROP' ? 'drop' : 'accept'};`];
}

function printBase({ type, hook, priority, devices }: BaseChain, { family }: Table, { style }: RulesetLayout): string {
  const name = hook.toLowerCase();
  const numeric = style.numeric || style.numericPriority;
  const where =
    devices === undefined
      ? ''
      : devices.length === 1
        ? ` device "${devices[0]}"`
        : ` devices = { ${devices.join(', ')} }`;
  return `type ${type} hook ${name}${where} priority ${numeric ? priority : namePriority(priority, family, name)}`;
}

/** A priority by the name that is nearest to it, at most ten away. */
function namePriority(priority: number, family: string, hook: string): string {
  for (const name of priorityNames(family)) {
    const number = priorityOf(name, family, hook);
    if (number === undefined || Math.abs(priority - number) > 10) continue;
    const distance = priority - number;
    return distance === 0 ? name : `${name} ${distance > 0 ? '+' : '-'} ${Math.abs(distance)}`;
  }
  return String(priority);
}

/** A rule: of nft, or one of iptables in nft's words. */
export function printRule(rule: Rule, layout: RulesetLayout): string {
  const { native } = rule;
  if (native === undefined) return printXtRule(rule, layout);
  const statements = native.statements.filter((each) => each.kind !== 'match' || each.implied !== true);
  const words = statements.map((each) => printStatement(each, layout));
  if (native.comment !== undefined) words.push(`comment "${native.comment}"`);
  return words.join(' ');
}
