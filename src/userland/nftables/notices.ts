import type { Kept } from '../../kernel/netfilter/kept.ts';
import type { NftObject } from '../../kernel/netfilter/nft/object.ts';
import { type NftElement, NftSet } from '../../kernel/netfilter/nft/set.ts';
import type { Rule } from '../../kernel/netfilter/rule.ts';
import type { RulesetNotice } from '../../kernel/netfilter/ruleset-notice.ts';
import { Chain, type Table } from '../../kernel/netfilter/table.ts';
import { sortElements } from './merge.ts';
import { printElement } from './print-expression.ts';
import { chainLines, isSeen, objectLines, printRule, type RulesetLayout, setLines } from './print-ruleset.ts';
import { typeOf } from './types.ts';

type KeptTable = Kept['tables'][number];

/** What a transaction has changed: what is gone first, then what is new, in the order in which nft asks for it. */
export class RulesetChanges {
  private readonly notices: RulesetNotice[] = [];

  constructor(
    private readonly before: Kept,
    private readonly now: readonly Table[],
    private readonly layout: RulesetLayout,
    /** `create` says so of tables and chains. */
    private readonly verb: 'add' | 'create',
    private readonly isInsert: boolean,
    /** Chains that were asked for though they may have been there: the kernel tells of them again. */
    private readonly again: ReadonlySet<Chain>,
  ) {}

  read(): readonly RulesetNotice[] {
    for (const kept of this.before.tables) this.gone(kept, this.now.includes(kept.table));
    for (const table of this.now)
      this.come(
        table,
        this.before.tables.find((kept) => kept.table === table),
      );
    return this.notices;
  }

  private note(subject: RulesetNotice['subject'], kind: RulesetNotice['kind'], text: string, handle?: number): void {
    this.notices.push({ subject, kind, text, ...(handle === undefined ? {} : { handle }) });
  }

  /** Rules, then sets with their elements, objects, chains, and the table itself (nft_flush_table). */
  private gone({ table, chains, sets, objects }: KeptTable, stays: boolean): void {
    const of = nameOf(table);
    const lost = (subject: RulesetNotice['subject'], text: string) => this.note(subject, 'destroy', `delete ${text}`);
    const names = nameOwnSets(chains.flatMap(({ rules }) => rules));
    const isThere = (chain: Chain) => stays && [...table.chains.values()].includes(chain);
    for (const { chain, rules, state } of chains) {
      const left = isThere(chain) ? chain.rules : [];
      for (const rule of rules) {
        if (left.includes(rule)) continue;
        lost('rules', `rule ${of} ${state.name} handle ${rule.handle}`);
        for (const set of ownSets(rule)) lost('sets', `set ${of} ${names.get(set)}`);
      }
    }
    for (const [set, elements] of sets) {
      const isGone = !stays || !table.sets.has(set.name);
      if (!isGone) {
        const missing = elements.filter((each) => !set.elements.includes(each));
        for (const element of flushOrder(set, missing)) lost('elements', this.element(set, of, element));
      } else if (isSeen(set)) lost('sets', `set ${of} ${set.name}`);
    }
    for (const [key, { name, state }] of objects)
      if (!stays || !table.objects.has(key)) lost('objects', `${state.kind} ${of} ${name}`);
    for (const { chain, state } of chains) if (!isThere(chain)) lost('chains', `chain ${of} ${state.name}`);
    if (!stays) lost('tables', `table ${of}`);
  }

  /** The table, its chains, objects, sets with their elements, and rules. */
  private come(table: Table, before: KeptTable | undefined): void {
    const of = nameOf(table);
    if (before === undefined || before.dormant !== table.dormant) {
      const flags = table.dormant ? ' { flags dormant; }' : '';
      this.note('tables', 'new', `${this.verb} table ${of}${flags}`, table.handle);
    }
    for (const chain of table.chains.values()) this.chain(chain, table, before);
    for (const [key, object] of table.objects) if (before?.objects.get(key) !== object) this.object(object, table);
    for (const set of table.sets.values()) this.set(set, table, before);
    for (const chain of table.chains.values()) {
      const known = before?.chains.find((each) => each.chain === chain)?.rules ?? [];
      for (const rule of chain.rules) if (!known.includes(rule)) this.rule(rule, chain, table);
    }
  }

  private chain(chain: Chain, table: Table, before: KeptTable | undefined): void {
    const kept = before?.chains.find((each) => each.chain === chain)?.state;
    if (kept?.name === chain.name && kept.policy === chain.policy && !this.again.has(chain)) return;
    const base = chainLines(chain, table, this.layout);
    const block = base.length === 0 ? '' : ` { ${base.join(' ')} }`;
    this.note('chains', 'new', `${this.verb} chain ${nameOf(table)} ${chain.name}${block}`, chain.handle);
  }

  private rule(rule: Rule, { rules, name }: Chain, table: Table): void {
    const at = rules.indexOf(rule);
    const behind = at > 0 && at < rules.length - 1 ? ` handle ${rules[at - 1]!.handle}` : '';
    const text = printRule(rule, { ...this.layout, family: table.family });
    const verb = this.isInsert ? 'insert' : 'add';
    this.note('rules', 'new', `${verb} rule ${nameOf(table)} ${name}${behind} ${text}`, rule.handle);
  }

  private object(object: NftObject, table: Table): void {
    const { state, name, handle, comment } = object;
    const said = [...(comment === undefined ? [] : [`comment "${comment}"`]), ...objectLines(state, this.layout)];
    this.note('objects', 'new', `add ${state.kind} ${nameOf(table)} ${name} { ${said.join(' ')} } `, handle);
  }

  private set(set: NftSet, table: Table, before: KeptTable | undefined): void {
    const of = nameOf(table);
    const known = before?.sets.find(([each]) => each === set)?.[1];
    if (known === undefined && isSeen(set)) {
      const lines = setLines(set, { ...this.layout, family: table.family });
      const kind = set.description.dataTypes === undefined ? 'set' : 'map';
      this.note('sets', 'new', `add ${kind} ${of} ${set.name} { ${lines.map((line) => `${line}; `).join('')}} `);
    }
    if (!isSeen(set)) return;
    const fresh = set.elements.filter((each) => known?.includes(each) !== true);
    for (const element of set.description.interval ? sortElements(fresh) : fresh)
      this.note('elements', 'new', `add ${this.element(set, of, element)}`);
  }

  private element({ name, description }: NftSet, of: string, element: NftElement): string {
    const [types, data] = [description.keyTypes, description.dataTypes ?? []].map((names) => names.map(typeOf));
    return `element ${of} ${name} { ${printElement(element, types!, data!, this.layout)} }`;
  }
}

const nameOf = ({ family, name }: Table) => `${family} ${name}`;

/** The sets that a rule has for itself. */
function ownSets({ native }: Rule): NftSet[] {
  const found: NftSet[] = [];
  const look = (value: unknown): void => {
    if (value instanceof NftSet) {
      if (value.anonymous) found.push(value);
    } else if (typeof value === 'object' && value !== null && !(value instanceof Chain))
      for (const each of Object.values(value)) look(each);
  };
  look(native?.statements);
  return found;
}

/** The names that the kernel gives these sets, by their age: `__set0`, `__map0` (nf_tables_set_alloc_name). */
function nameOwnSets(rules: readonly Rule[]): ReadonlyMap<NftSet, string> {
  const counts = { set: 0, map: 0 };
  const sets = rules.flatMap(ownSets).sort((a, b) => a.handle - b.handle);
  return new Map(
    sets.map((set) => {
      const kind = set.description.dataTypes === undefined ? 'set' : 'map';
      return [set, `__${kind}${counts[kind]++}`];
    }),
  );
}

/** The kernel walks through intervals from the highest down. */
function flushOrder({ description }: NftSet, elements: readonly NftElement[]): readonly NftElement[] {
  return description.interval ? sortElements([...elements]).reverse() : elements;
}
