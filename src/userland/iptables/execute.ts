import { type Errno, strerror } from '../../kernel/errno.ts';
import { keepRuleset, restoreRuleset } from '../../kernel/netfilter/kept.ts';
import { type RulesetOwner, rulesetOf } from '../../kernel/netfilter/owner.ts';
import type { Rule, RuleSpec } from '../../kernel/netfilter/rule.ts';
import { textOf } from '../../kernel/netfilter/rule.ts';
import {
  addChain,
  addRule,
  checkDeletion,
  deleteChain,
  deleteRule,
  dropTable,
  ensure,
  findChain,
  flushChain,
  isBaseChain,
  type RulePlace,
  referencesTo,
  renameChain,
  setPolicy,
  zeroChain,
  zeroRule,
} from '../../kernel/netfilter/ruleset.ts';
import type { Chain, Table } from '../../kernel/netfilter/table.ts';
import type { Refusal } from '../../kernel/result.ts';
import type { Family } from '../../net/prefix.ts';
import type { Process } from '../process.ts';
import { type ChainView, chainViews, type FetchedChains } from './chains.ts';
import type { CommandLine } from './command-line.ts';
import { Complaint, complain, VERSION } from './complaint.ts';
import { foreignIn, isBuiltin } from './foreign.ts';
import { asXtables } from './foreign-rule.ts';
import { formatEcho, formatHeader, formatRule } from './list.ts';
import { jumpsToChain, rulesOf } from './rule-spec.ts';
import { saveChain, saveRule } from './save-line.ts';

const NO_CHAIN = 'No chain/target/match by that name.';
const BAD_RULE = 'Bad rule (does a matching rule exist in that chain?).';

/** The status of a change that the kernel refused. */
const REFUSED = 4;

/** What is known before: the rules of the line, and what a listing shows of the chains themselves instead of what they are. */
export interface Known {
  readonly specs?: readonly RuleSpec[];
  readonly fetched?: FetchedChains | undefined;
}

/** Does what a command line says, in the namespace of the process; throws a Complaint when it cannot. */
export class Execution {
  private readonly process: Process;
  private readonly line: CommandLine;

  /** The tables it works on: in a namespace those of one family. */
  private readonly netns: RulesetOwner;

  constructor(
    process: Process,
    line: CommandLine,
    private readonly family: Family = 4,
    private readonly known: Known = {},
  ) {
    this.process = process;
    this.line = line;
    this.netns = rulesetOf(process.netns, family);
  }

  run(): void {
    const { command } = this.line;
    switch (command) {
      case 'A':
      case 'I':
      case 'R':
        return this.add(command);
      case 'D':
      case 'C':
        return this.deleteOrCheck(command);
      case 'D#':
        return this.deleteNumber();
      case 'L':
        return this.list();
      case 'S':
        return this.listRules();
      case 'F':
        return this.flush();
      case 'Z':
      case 'Z#':
        return this.zeroCounters();
      case 'N':
        return this.newChain();
      case 'X':
        return this.deleteChains();
      case 'P':
        return this.policy();
      case 'E':
        return this.rename();
    }
  }

  private get cause() {
    return this.process.system.kernel.cause;
  }

  /** `iptables: …`: what goes wrong once the line is understood. */
  private fail(text: string, index: number | undefined): never {
    throw new Complaint(`iptables: ${text}`, index, 1);
  }

  /** A change that the kernel refused. */
  private refuse(what: string, { errno }: Refusal, place: string, index: number | undefined): never {
    throw new Complaint(`${VERSION}:  ${what} failed (${strerror(errno)}): ${place}`, index, REFUSED);
  }

  private get specs(): readonly RuleSpec[] {
    return this.known.specs ?? rulesOf(this.line);
  }

  private chainIndex(): number | undefined {
    return this.line.chain?.index;
  }

  private existing(): Chain {
    const { table, chain } = this.line;
    return findChain(this.netns, table, chain!.text) ?? this.fail(NO_CHAIN, chain!.index);
  }

  /** The chain a rule goes to; base chains are made when first used. */
  private chainForRule(): { table: Table; chain: Chain } {
    const { table, chain } = this.line;
    const name = chain!.text;
    if (!isBaseChain(table, name) && findChain(this.netns, table, name) === undefined) {
      this.fail(NO_CHAIN, chain!.index);
    }
    const there = findChain(this.netns, table, name);
    // The kernel does not take a base chain for another hook.
    if (there !== undefined && isBaseChain(table, name) && !isBuiltin(there, table))
      this.refuse('CHAIN_ADD', { errno: 'EOPNOTSUPP' }, `chain ${name}`, chain!.index);
    const made = ensure(this.netns, table, name, this.cause);
    return { table: made, chain: made.chains.get(name)! };
  }

  private checkJump(): void {
    const { line } = this;
    if (!jumpsToChain(line)) return;
    const name = line.jump!.text;
    if ((isBaseChain(line.table, name) || name === 'QUEUE') && !line.goto) return;
    if (findChain(this.netns, line.table, name) === undefined) {
      complain(`Chain '${name}' does not exist`, line.jump!.index);
    }
  }

  private add(command: 'A' | 'I' | 'R'): void {
    this.checkJump();
    this.together(this.specs, (spec) => this.addOne(command, spec));
  }

  /** Does something with each of several rules; the kernel does all of it or nothing. */
  private together(specs: readonly RuleSpec[], act: (spec: RuleSpec) => void): void {
    if (specs.length === 1) return act(specs[0]!);
    const kept = keepRuleset(this.netns);
    try {
      for (const spec of specs) act(spec);
    } catch (error) {
      restoreRuleset(this.netns, kept);
      throw error;
    }
  }

  /** What -v prints of a rule that is appended, inserted, deleted or was found. */
  private echo(spec: RuleSpec): void {
    if (this.line.verbose > 0) this.process.stdout.write(formatEcho(spec, this.family));
  }

  private addOne(command: 'A' | 'I' | 'R', spec: RuleSpec): void {
    const { line, netns, cause } = this;
    if (command === 'A') this.echo(spec);
    const existed = findChain(netns, line.table, line.chain!.text) !== undefined;
    const hadTable = netns.netfilter.tables.has(line.table);
    if (command === 'R' && !existed) this.fail(NO_CHAIN, this.chainIndex());
    const { table, chain } = this.chainForRule();
    const index = (line.number?.value ?? 1) - 1;
    if (command === 'I' && index > chain.rules.length) this.undo(existed, hadTable, table, chain, 'insertion');
    if (command === 'R' && index >= chain.rules.length) this.undo(existed, hadTable, table, chain, 'replacement');
    if (command !== 'A') this.echo(spec);
    const place: RulePlace = command === 'A' ? { at: 'end' } : { at: command === 'I' ? 'before' : 'instead', index };
    const what = { A: 'RULE_APPEND', I: 'RULE_INSERT', R: 'RULE_REPLACE' }[command];
    const impossible = this.impossibleJump(table);
    const result =
      impossible === undefined
        ? // ip6tables forgets the counters it was given.
          addRule(netns, table, chain, spec, place, cause, this.family === 4 ? line.counters : undefined)
        : ({ ok: false, error: { errno: impossible } } as const);
    if (result.ok) return this.changed('new', chain.name);
    if (!existed) deleteChain(netns, table, chain);
    if (!hadTable) dropTable(netns, line.table);
    const blamed = (line.jump?.index ?? line.matches[0] === undefined) ? line.jump?.index : this.chainIndex();
    this.refuse(what, result.error, `rule in chain ${chain.name}`, blamed ?? this.chainIndex());
  }

  private undo(existed: boolean, hadTable: boolean, table: Table, chain: Chain, what: string): never {
    if (!existed) deleteChain(this.netns, table, chain);
    if (!hadTable) dropTable(this.netns, this.line.table);
    this.fail(`Index of ${what} too big.`, this.line.number?.index);
  }

  /** A jump to a base chain: the kernel does not find it, or does not like it. */
  private impossibleJump(table: Table): Errno | undefined {
    const { line } = this;
    // The kernel has no such target any more.
    if (line.jump?.text === 'QUEUE' && !line.goto) return 'ENOENT';
    if (!jumpsToChain(line) || !isBaseChain(line.table, line.jump!.text)) return undefined;
    return table.chains.has(line.jump!.text) ? 'EOPNOTSUPP' : 'ENOENT';
  }

  private deleteOrCheck(command: 'D' | 'C'): void {
    const { line, netns } = this;
    this.checkJump();
    this.together(this.specs, (spec) => {
      const chain = findChain(netns, line.table, line.chain!.text);
      const text = textOf(spec);
      // What the kernel keeps otherwise than it was asked to is not found again.
      const isAltered = spec.matches.some((match) => 'altered' in match);
      const index = isAltered ? -1 : (chain?.rules.findIndex((rule) => this.isWritten(rule, text)) ?? -1);
      if (chain === undefined || index < 0) this.fail(BAD_RULE, line.jump?.index ?? this.chainIndex());
      this.echo(spec);
      if (command === 'D') {
        deleteRule(netns, chain, index);
        this.changed('delete', chain.name);
      }
    });
  }

  /** Whether a rule is the one with these words. */
  private isWritten(rule: Rule, text: string): boolean {
    const own = asXtables(rule, this.netns);
    return own !== undefined && textOf(own.spec) === text;
  }

  /** What nft made of a table may be nothing that iptables can show. */
  private checkForeign(): void {
    const { table } = this.line;
    const foreign = foreignIn(this.netns, table);
    if (foreign === 'rules')
      throw new Complaint(`${VERSION}: table \`${table}' is incompatible, use 'nft' tool.`, undefined, 1);
    if (foreign === 'base-chains') {
      const text = `# Table \`${table}' contains incompatible base-chains, use 'nft' tool to list them.\n`;
      this.process.stdout.write(text);
    }
  }

  private deleteNumber(): void {
    const { line } = this;
    const index = line.number!.value - 1;
    const name = line.chain!.text;
    const chain = findChain(this.netns, line.table, name);
    if (chain === undefined) this.fail(NO_CHAIN, this.chainIndex());
    if (index >= chain.rules.length) this.fail('Index of deletion too big.', line.number!.index);
    deleteRule(this.netns, chain, index);
    this.changed('delete', chain.name);
  }

  private list(): void {
    const { line } = this;
    const layout = {
      family: this.family,
      verbose: line.verbose > 0,
      numeric: line.numeric,
      exact: line.exact,
      lineNumbers: line.lineNumbers,
    };
    const { stdout } = this.process;
    this.checkForeign();
    const chains = this.chosenChains();
    for (const [position, chain] of chains.entries()) {
      if (line.number !== undefined) {
        const rule = chain.rules[line.number.value - 1];
        if (rule !== undefined) stdout.write(formatRule(rule, line.number.value, layout));
        continue;
      }
      if (position > 0) stdout.write('\n');
      stdout.write(formatHeader(chain, this.referencesTo(chain), layout));
      for (const [index, rule] of chain.rules.entries()) stdout.write(formatRule(rule, index + 1, layout));
    }
    if (line.zero) this.zeroCounters();
  }

  private listRules(): void {
    const { line } = this;
    const { stdout } = this.process;
    this.checkForeign();
    const chains = this.chosenChains();
    const verbose = line.verbose > 0;
    if (line.number === undefined) for (const chain of chains) stdout.write(saveChain(chain, verbose));
    for (const { name, rules } of chains) {
      for (const [index, rule] of rules.entries()) {
        if (line.number !== undefined && line.number.value !== index + 1) continue;
        stdout.write(saveRule(name, rule, verbose ? 'middle' : 'none'));
      }
    }
    if (line.zero) this.zeroCounters();
  }

  /** The chain that was named, or all. */
  private chosenChains(): ReturnType<typeof chainViews> {
    const { table, chain } = this.line;
    const all = chainViews(this.netns, table).map((view) => this.asFetched(view));
    if (chain === undefined) return all;
    const found = all.filter(({ name }) => name === chain.text);
    if (found.length > 0) return found;
    const text = `${VERSION}: chain \`${chain.text}' in table \`${table}' is incompatible, use 'nft' tool.`;
    throw new Complaint(text, chain.index, 1);
  }

  private asFetched(view: ChainView): ChainView {
    const { fetched } = this.known;
    if (fetched === undefined || view.policy === undefined) return view;
    const { policy = 'ACCEPT', packets = 0, bytes = 0 } = fetched.get(view.name) ?? {};
    return { ...view, policy, packets, bytes };
  }

  /** How many rules lead to a chain, but for its own that use it too. */
  private referencesTo({ name, rules }: ChainView): number {
    const { fetched } = this.known;
    if (fetched !== undefined) return (fetched.get(name)?.uses ?? 0) - rules.length;
    const table = this.netns.netfilter.tables.get(this.line.table);
    return table === undefined ? 0 : referencesTo(table, name);
  }

  /** The chains a command without the need of one works on, as they exist; base chains never used count as empty. */
  private namedOrAll(): readonly { readonly name: string; readonly chain: Chain | undefined }[] {
    const { table, chain } = this.line;
    if (chain === undefined) {
      return chainViews(this.netns, table).map(({ name }) => ({ name, chain: findChain(this.netns, table, name) }));
    }
    const found = findChain(this.netns, table, chain.text);
    if (found === undefined && !isBaseChain(table, chain.text)) this.fail(NO_CHAIN, chain.index);
    return [{ name: chain.text, chain: found }];
  }

  private flush(): void {
    const { table, chain: named } = this.line;
    // A base chain that is named comes to be by it (nft_xt_builtin_init).
    if (named !== undefined && isBaseChain(table, named.text)) ensure(this.netns, table, named.text, this.cause);
    for (const { name, chain } of this.namedOrAll()) {
      if (this.line.verbose > 0) this.process.stdout.write(`Flushing chain \`${name}'\n`);
      if (chain === undefined || chain.rules.length === 0) continue;
      flushChain(this.netns, chain);
      this.changed('delete', name);
    }
  }

  private zeroCounters(): void {
    const { line, netns } = this;
    const hasTable = netns.netfilter.tables.has(line.table);
    const missing: string[] = [];
    for (const { name, chain } of this.namedOrAll()) {
      // Base chains that were never used are known once they are listed.
      if (chain === undefined && line.command !== 'L' && line.command !== 'S') {
        if (line.chain !== undefined) this.fail(line.command === 'Z#' ? BAD_RULE : NO_CHAIN, line.chain.index);
        continue;
      }
      if (line.command === 'Z#') {
        const rule = chain?.rules[line.number!.value - 1];
        if (rule !== undefined) zeroRule(rule);
        continue;
      }
      if (line.verbose > 0) this.process.stdout.write(`Zeroing chain \`${name}'\n`);
      // They come to be by this, but no table does.
      const zeroed = chain ?? (hasTable ? ensure(netns, line.table, name, this.cause).chains.get(name) : undefined);
      if (zeroed === undefined) missing.push(name);
      else zeroChain(zeroed);
    }
    if (missing.length > 0) this.refuse('CHAIN_ZERO', { errno: 'ENOENT' }, `chain ${missing[0]}`, this.chainIndex());
  }

  private newChain(): void {
    const { table, chain } = this.line;
    const name = chain!.text;
    if (isBaseChain(table, name)) this.fail('Chain already exists.', chain!.index);
    const made = ensure(this.netns, table, undefined, this.cause);
    if (!addChain(made, name, this.cause).ok) this.fail('Chain already exists.', chain!.index);
    this.changed('new', name);
  }

  /** Deletes a chain, or all of the user's; base chains that do nothing go too. */
  private deleteChains(): void {
    const { line, netns } = this;
    const table = netns.netfilter.tables.get(line.table);
    const named = line.chain === undefined ? undefined : this.existing();
    if (named?.hook !== undefined && named.policy !== 'ACCEPT') this.fail('Directory not empty.', line.chain!.index);
    const chosen = named === undefined ? [...(table?.chains.values() ?? [])] : [named];
    chosen.sort((a, b) => Number(a.hook !== undefined) - Number(b.hook !== undefined) || (a.name < b.name ? -1 : 1));
    const isKept = ({ hook, policy, rules }: Chain): boolean =>
      hook !== undefined && line.chain === undefined && (policy !== 'ACCEPT' || rules.length > 0);
    const deleted = chosen.filter((chain) => !isKept(chain));
    for (const { name, hook } of deleted)
      if (line.verbose > 0 && hook === undefined) this.process.stdout.write(`Deleting chain \`${name}'\n`);
    // The kernel is asked for all of them at once, and does all or nothing.
    for (const chain of deleted) {
      const result = checkDeletion(table!, chain);
      if (!result.ok) this.refuse('CHAIN_DEL', result.error, `chain ${chain.name}`, this.chainIndex());
    }
    for (const chain of deleted) {
      deleteChain(netns, table!, chain);
      this.changed('delete', chain.name);
    }
  }

  private policy(): void {
    const { table, chain, policy, counters } = this.line;
    const name = chain!.text;
    if (!isBaseChain(table, name)) this.fail('Bad built-in chain name.', chain!.index);
    if (policy!.text !== 'ACCEPT' && policy!.text !== 'DROP') {
      this.fail("Bad policy name. Run `dmesg' for more information.", policy!.index);
    }
    void counters;
    const made = ensure(this.netns, table, name, this.cause);
    setPolicy(made.chains.get(name)!, policy!.text, this.cause);
    this.changed('change', name);
  }

  private rename(): void {
    const { table, newName } = this.line;
    const other = findChain(this.netns, table, newName!.text);
    if (other !== undefined || isBaseChain(table, newName!.text)) this.fail('File exists.', newName!.index);
    const chain = this.existing();
    renameChain(this.netns.netfilter.tables.get(table)!, chain, newName!.text);
    this.changed('change', newName!.text);
  }

  private changed(change: 'new' | 'delete' | 'change', chain: string): void {
    this.process.system.kernel.changed(this.process.netns, 'netfilter', change, `${this.line.table} ${chain}`);
  }
}
