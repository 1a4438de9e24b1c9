import { newLimit } from '../../kernel/netfilter/nft/limit.ts';
import type { KeptKind, ObjectState } from '../../kernel/netfilter/nft/object.ts';
import {
  addChainTo,
  addNativeRule,
  addObject,
  addSet,
  addTable,
  type NativePlace,
} from '../../kernel/netfilter/nft/requests.ts';
import type { Family, HookName } from '../../kernel/netfilter/requests.ts';
import type { Rule } from '../../kernel/netfilter/rule.ts';
import { renameChain } from '../../kernel/netfilter/ruleset.ts';
import type { BaseChain, Chain, Table } from '../../kernel/netfilter/table.ts';
import { addElements } from './elements.ts';
import { NoSuchChain } from './evaluate-expression.ts';
import { RuleEvaluator, rateOf } from './evaluate-rule.ts';
import { guarded, type Session } from './execute.ts';
import { chainOf, NOTHING, setOf, tableOf, tableOfRule } from './find.ts';
import { linesOf } from './kept-objects.ts';
import { printRule } from './print-ruleset.ts';
import { grantedBy, Refused, refusedWith } from './refused.ts';
import { Mistake } from './report.ts';
import type { Span } from './scanner.ts';
import { describeSet } from './set-description.ts';
import { nearest } from './suggest.ts';
import { priorityOf } from './symbols.ts';
import type {
  BaseSyntax,
  ChainSyntax,
  Command,
  KeptSyntax,
  Name,
  ObjectSyntax,
  RulePlace,
  RuleSyntax,
  SetSyntax,
  TableBlock,
} from './syntax.ts';

const CHAIN_TYPES = ['filter', 'nat', 'route'];
const HOOKS: Readonly<Record<string, HookName>> = {
  prerouting: 'PREROUTING',
  input: 'INPUT',
  forward: 'FORWARD',
  output: 'OUTPUT',
  postrouting: 'POSTROUTING',
  ingress: 'INGRESS',
  egress: 'EGRESS',
};

/** Does a command that adds, replaces or renames something. */
export function add(session: Session, command: Command, mistakes: Mistake[]): void {
  new Addition(session, command, mistakes).run();
}

class Addition {
  constructor(
    private readonly session: Session,
    private readonly command: Command,
    /** What goes wrong within a block: the rest of it is done all the same. */
    private readonly mistakes: Mistake[],
  ) {}

  private get process() {
    return this.session.process;
  }

  private get netns() {
    return this.process.netns;
  }

  private get cause() {
    return this.process.system.kernel.cause;
  }

  private get isNew(): boolean {
    return this.command.verb === 'create';
  }

  run(): void {
    const { command, process } = this;
    switch (command.object) {
      case 'table': {
        const { family, table: name } = command.at;
        const table = grantedBy(addTable(this.netns, family as Family, name.text, this.isNew, this.cause), name);
        this.sleep(table, command.block?.flags.includes('dormant') === true);
        if (command.block !== undefined) this.fill(table, command.block);
        return;
      }
      case 'chain': {
        const table = tableOf(process, command.at);
        if (command.newName !== undefined) return this.rename(table, command.name, command.newName);
        const chain = this.chain(table, command.name, command.chain, command);
        this.rules(table, chain, command.rules ?? []);
        return;
      }
      case 'rule': {
        const table = tableOfRule(process, command.at, command.chain.text);
        const chain = chainOf(table, command.chain);
        return this.rule(table, chain, command.rule!, command.place, command);
      }
      case 'set':
      case 'map':
        return this.set(tableOf(process, command.at), command.name, command.set!, command);
      case 'element': {
        const table = tableOf(process, command.at);
        const set = setOf(table, command.name);
        addElements(this.process, table, set, command.elements.elements, this.isNew);
        return;
      }
      case 'counter':
      case 'quota':
      case 'limit':
        return this.object(tableOf(process, command.at), command.name, command.value!);
      case 'kept':
        return this.kept(tableOf(process, command.at), command.kind, command.name, command.said!);
      default:
        throw new Mistake('Could not process rule: Operation not supported', command);
    }
  }

  /** A table that is not said to sleep wakes (nf_tables_updtable). */
  private sleep(table: Table, dormant: boolean): void {
    if (table.dormant === dormant) return;
    table.dormant = dormant;
    this.netns.netfilter.register();
  }

  /** A table's block: chains first, so that rules and maps may lead to any of them. */
  private fill(table: Table, block: TableBlock): void {
    if (block.comment !== undefined) table.comment = block.comment;
    const { mistakes } = this;
    for (const { name, chain } of block.chains) guarded(mistakes, () => this.chain(table, name, chain, name));
    for (const { name, object } of block.objects) guarded(mistakes, () => this.object(table, name, object));
    for (const { kind, name, said } of block.kept) guarded(mistakes, () => this.kept(table, kind, name, said));
    for (const { name, set } of block.sets)
      guarded(mistakes, () => this.set(table, name, { ...set, start: name.start, end: name.end }, name));
    for (const { name, rules } of block.chains) {
      const chain = table.chains.get(name.text);
      if (chain !== undefined) this.rules(table, chain, rules);
    }
  }

  private rules(table: Table, chain: Chain, rules: readonly RuleSyntax[]): void {
    for (const rule of rules) guarded(this.mistakes, () => this.rule(table, chain, rule, undefined, rule));
  }

  private rename(table: Table, name: Name, newName: Name): void {
    const chain = chainOf(table, name, 'near', NOTHING);
    grantedBy(renameChain(table, chain, newName.text), newName);
  }

  private chain(table: Table, name: Name, syntax: ChainSyntax | undefined, whole: Span): Chain {
    const base = syntax?.base === undefined ? undefined : this.base(syntax.base, table);
    const request = {
      name: name.text,
      base,
      policy:
        syntax?.policy === undefined ? undefined : syntax.policy === 'drop' ? ('DROP' as const) : ('ACCEPT' as const),
      comment: syntax?.comment,
    };
    const isThere = table.chains.get(name.text);
    if (syntax?.policy !== undefined && (isThere === undefined ? base : (isThere.base ?? base)) === undefined)
      throw refusedWith('EOPNOTSUPP', syntax.policySpan ?? whole);
    const result = addChainTo(this.netns, table, request, this.isNew, this.cause);
    if (!result.ok && result.error.errno === 'ENOENT') throw refusedWith('ENOENT', syntax!.base!.type);
    return grantedBy(result, !result.ok && result.error.errno === 'EEXIST' && this.isNew ? name : whole);
  }

  private base({ type, hook, priority, devices }: BaseSyntax, { family }: Table): BaseChain {
    if (!CHAIN_TYPES.includes(type.text)) throw new Mistake('unknown chain type', type);
    const hookName = HOOKS[hook.text];
    if (hookName === undefined) throw new Mistake('unknown chain hook', hook);
    if (isOfDevice(hookName) !== (family === 'netdev') && !(family === 'inet' && hookName === 'INGRESS'))
      throw new Mistake(`The ${family} family does not support this hook`, hook);
    if (isOfDevice(hookName) && devices.length === 0)
      throw new Mistake("Missing `device' in this chain definition", {
        start: type.start - 'type '.length,
        end: priority.end,
      });
    const number = priority.name === undefined ? 0 : priorityOf(priority.name, family, hook.text);
    if (number === undefined) throw new Mistake('invalid priority expression value in this context.', priority);
    if (family === 'ip6') this.process.unsimulated('nft chains of family ip6');
    const base = { type: type.text as BaseChain['type'], hook: hookName, priority: number + priority.offset };
    return isOfDevice(hookName) ? { ...base, devices: [...devices].sort() } : base;
  }

  private rule(table: Table, chain: Chain, syntax: RuleSyntax, place: RulePlace | undefined, whole: Span): void {
    const native = this.evaluated(table, chain, syntax);
    const at = this.placeOf(chain, place);
    const result = addNativeRule(this.netns, table, chain, native, at, this.cause);
    const rule = grantedBy(result, whole);
    if (this.session.echo) this.echo(table, chain, rule, at);
  }

  /** A jump to nowhere is found by the kernel only, which nft then tries to explain by the chain that the rule is for. */
  private evaluated(table: Table, chain: Chain, syntax: RuleSyntax) {
    try {
      return new RuleEvaluator(this.process, table).rule(syntax);
    } catch (error) {
      if (!(error instanceof NoSuchChain)) throw error;
      const other = chain.name.length > 1 ? undefined : nearest(chain.name, [...table.chains.keys()]);
      const hint = `No such file or directory; did you mean chain ‘${other}’ in table ${table.family} ‘${table.name}’?`;
      throw new Refused(other === undefined ? error.text : hint, error.span);
    }
  }

  private placeOf({ rules }: Chain, place: RulePlace | undefined): NativePlace {
    const { verb } = this.command;
    if (place === undefined) return { at: verb === 'insert' ? 'begin' : 'end' };
    const number = Number(place.number.text);
    const index = place.by === 'index' ? number : rules.findIndex(({ handle }) => handle === number);
    if (index < 0 || index >= rules.length) throw refusedWith('ENOENT', place.number);
    return { at: verb === 'replace' ? 'instead' : verb === 'insert' ? 'before' : 'behind', index };
  }

  private echo(table: Table, chain: Chain, rule: Rule, at: NativePlace): void {
    const { layout } = this.session;
    const verb = at.at === 'end' || at.at === 'behind' ? 'add' : at.at === 'instead' ? 'replace' : 'insert';
    const text = printRule(rule, { ...layout, family: table.family });
    const handle = layout.handles ? ` # handle ${rule.handle}` : '';
    this.process.stdout.write(`${verb} rule ${table.family} ${table.name} ${chain.name} ${text}${handle}\n`);
  }

  private set(table: Table, name: Name, syntax: SetSyntax, whole: Span): void {
    const description = describeSet(this.process, table, syntax, whole);
    const result = addSet(table, name.text, description, this.isNew, this.cause);
    const set = grantedBy(result, !result.ok && this.isNew ? name : whole);
    if (syntax.elements !== undefined) addElements(this.process, table, set, syntax.elements.elements, false);
  }

  private kept(table: Table, kind: KeptKind, name: Name, said: KeptSyntax): void {
    this.process.unsimulated(`nft ${kind}`);
    const state = { kind, lines: linesOf(kind, said, table.family) };
    grantedBy(addObject(table, name.text, state, undefined, this.isNew, this.cause), name);
  }

  private object(table: Table, name: Name, syntax: ObjectSyntax): void {
    const state = objectState(syntax, this.process.system.kernel.now);
    grantedBy(addObject(table, name.text, state, syntax.comment, this.isNew, this.cause), name);
  }
}

/** Hooks of single devices. */
function isOfDevice(hook: HookName): boolean {
  return hook === 'INGRESS' || hook === 'EGRESS';
}

function objectState({ type, packets, bytes, over, used, rate }: ObjectSyntax, now: number): ObjectState {
  if (type === 'counter') return { kind: 'counter', packets, bytes };
  if (type === 'quota') return { kind: 'quota', over, bytes, used };
  const limit = rateOf(rate ?? { rate: 1, unit: 'second', bytes: false, burst: undefined, over: false });
  return { kind: 'limit', rate: limit, state: newLimit(limit, now) };
}
