import type { NftObject } from '../../../kernel/netfilter/nft/object.ts';
import type { NftSet } from '../../../kernel/netfilter/nft/set.ts';
import type { Rule } from '../../../kernel/netfilter/rule.ts';
import type { Chain, Table } from '../../../kernel/netfilter/table.ts';
import { isSeen, type RulesetLayout } from '../print-ruleset.ts';
import { inUnits } from '../print-statement.ts';
import { typeOf } from '../types.ts';
import { type Json, oneOrList } from './document.ts';
import { elementsOf } from './expression.ts';
import { keptMembers } from './kept.ts';
import { statementOf } from './statement.ts';
import { xtRuleOf } from './xtables.ts';

/** A table itself, without what is in it. */
export function tableOf({ family, name, handle, dormant }: Table): Json {
  return { table: { family, name, handle, flags: dormant ? 'dormant' : undefined } };
}

/** A table and all that is in it: sets and objects, then the chains, then the rules of each. */
export function wholeTable(table: Table, layout: RulesetLayout): Json[] {
  const objects = [...table.objects.values()];
  const [flowtables, others] = [true, false].map((isFlow) =>
    objects.filter(({ state }) => (state.kind === 'flowtable') === isFlow),
  );
  const chains = [...table.chains.values()];
  return [
    tableOf(table),
    ...others!.map((object) => objectOf(object, table)),
    ...[...table.sets.values()].filter(isSeen).map((set) => setOf(set, table, layout)),
    ...flowtables!.map((object) => objectOf(object, table)),
    ...chains.map((chain) => chainOf(chain, table)),
    ...chains.flatMap((chain) => rulesOf(chain, table, layout)),
  ];
}

/** A chain without its rules. */
export function chainOf({ name, handle, base, policy }: Chain, { family, name: table }: Table): Json {
  const own = { family, table, name, handle };
  if (base === undefined) return { chain: own };
  const { type, hook, priority: prio } = base;
  return {
    chain: { ...own, type, hook: hook.toLowerCase(), prio, policy: policy === 'DROP' ? 'drop' : 'accept' },
  };
}

/** The rules of a chain. */
export function rulesOf(chain: Chain, { family, name: table }: Table, layout: RulesetLayout): Json[] {
  return chain.rules.map((rule) => ({
    rule: {
      family,
      table,
      chain: chain.name,
      handle: rule.handle,
      comment: rule.native?.comment,
      expr: statementsOf(rule, layout),
    },
  }));
}

function statementsOf(rule: Rule, layout: RulesetLayout): Json[] {
  if (rule.native === undefined) return xtRuleOf(rule, layout);
  return rule.native.statements
    .filter((each) => each.kind !== 'match' || each.implied !== true)
    .map((each) => statementOf(each, layout));
}

/** A set, map or meter. */
export function setOf(set: NftSet, { family, name: table }: Table, layout: RulesetLayout): Json {
  const { name, handle, description } = set;
  const { keyTypes, dataTypes, meter, comment, policy, size, timeout, gcInterval, statements } = description;
  const kind = meter ? 'meter' : dataTypes === undefined ? 'set' : 'map';
  const elements = layout.terse || meter ? [] : elementsOf(set, keyTypes.map(typeOf), layout);
  const given = (statements ?? []).map((each) => statementOf(each, { ...layout, stateless: true }));
  return {
    [kind]: {
      family,
      name,
      table,
      type: oneOrList(keyTypes),
      handle,
      map: dataTypes?.join(' . '),
      comment,
      policy,
      size,
      flags: flagsOf(set),
      timeout: seconds(timeout),
      'gc-interval': seconds(gcInterval),
      elem: elements.length === 0 ? undefined : elements,
      stmt: given.length === 0 ? undefined : given,
    },
  };
}

/** Flags that are told; that packets add elements is none of them. */
function flagsOf({ description: { constant, interval, timed, timeout } }: NftSet): Json | undefined {
  const flags = [constant && 'constant', interval && 'interval', (timed || timeout !== undefined) && 'timeout'];
  const names = flags.filter((flag) => typeof flag === 'string');
  return names.length === 0 ? undefined : names;
}

function seconds(microseconds: number | undefined): number | undefined {
  return microseconds === undefined ? undefined : Math.floor(microseconds / 1_000_000);
}

/** An object with a name. */
export function objectOf({ name, handle, comment, state }: NftObject, { family, name: table }: Table): Json {
  const own = { family, name, table, handle, comment };
  switch (state.kind) {
    case 'counter':
      return { counter: { ...own, packets: state.packets, bytes: state.bytes } };
    case 'quota':
      return { quota: { ...own, bytes: state.bytes, used: state.used, inv: state.over } };
    case 'limit': {
      const { rate, unit: per, bytes, burst, over } = state.rate;
      const [count, rate_unit] = bytes ? inUnits(rate) : [rate];
      const [more, burst_unit] = bytes ? inUnits(burst) : [burst];
      return { limit: { ...own, rate: count, per, inv: over || undefined, rate_unit, burst: more, burst_unit } };
    }
    default:
      return { [state.kind]: { ...own, ...keptMembers(state.lines) } };
  }
}
