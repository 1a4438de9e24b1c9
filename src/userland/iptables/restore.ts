import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { IPTABLES_RESTORE } from '../../grammar/iptables/index.ts';
import { usageOf } from '../../grammar/usage.ts';
import { keepRuleset, restoreRuleset } from '../../kernel/netfilter/kept.ts';
import { type RulesetOwner, rulesetOf } from '../../kernel/netfilter/owner.ts';
import type { TableName } from '../../kernel/netfilter/requests.ts';
import { addChain, dropTable, ensure, flushChain, isBaseChain, setPolicy } from '../../kernel/netfilter/ruleset.ts';
import { HOOKS_OF_TABLE } from '../../kernel/netfilter/table.ts';
import type { Family } from '../../net/prefix.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { checkNewChain } from './chain-name.ts';
import { type FetchedChains, fetchChains } from './chains.ts';
import { Complaint, complain, inNameOf, TRY_HELP, VERSION } from './complaint.ts';
import { Execution } from './execute.ts';
import { HELP } from './help.ts';
import { remarksOf } from './iptables.ts';
import { Answer, Parser, type Remarks } from './parser.ts';
import { readCounters, splitWords } from './restore-line.ts';
import { HAS_RULES, rulesOf } from './rule-spec.ts';
import { targetExtension } from './targets/index.ts';

/** The status of a change that the kernel refused. */
const REFUSED = 4;

/** What stands above the lines that the kernel refused. */
const VERSION_OF_RESTORE = `${VERSION.replace('iptables', 'iptables-restore')}: `;

const OPTIONS = new GetoptTable(IPTABLES_RESTORE.options);

/** What the command line asks for. */
interface Request {
  readonly family: Family;
  readonly counters: boolean;
  readonly noflush: boolean;
  readonly test: boolean;
  readonly verbose: boolean;
  /** Only this table is restored. */
  readonly table: string | undefined;
  readonly file: { readonly text: string; readonly index: number } | undefined;
}

/** iptables-restore(8). */
export const iptablesRestore: Program = (process) => restore(process, 4);

/** ip6tables-restore(8). */
export const ip6tablesRestore: Program = (process) => restore(process, 6);

function restore(process: Process, family: Family): number | Running {
  const request = parse(process, family);
  return typeof request === 'number' ? request : run(process, request);
}

function parse(process: Process, family: Family): Request | number {
  const scan = new Getopt(process.argv, [OPTIONS]);
  const given = new Map<string, string>();
  let file: Request['file'];
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      const name = process.argv[0]!;
      process.stderr.write(`${getoptMessage(name, step.error)}\nTry \`${name} -h' for more information.\n`);
      return 1;
    }
    if (step.kind === 'operand') {
      if (file !== undefined) {
        process.blame(step.index);
        process.stderr.write('Unknown arguments found on commandline\n');
        return 1;
      }
      file = { text: step.value, index: step.index };
    } else {
      given.set(step.option.name, step.value ?? '');
      // What is waited for means nothing here, but the word behind -w and -W is passed over (xs_has_arg).
      const next = process.argv[scan.index];
      if (/^-w$/i.test(step.option.name) && step.value === undefined && next !== undefined && !/^[-!]/.test(next))
        scan.index++;
    }
  }
  if (given.has('-h')) {
    process.stderr.write(inNameOf(family, usageOf('iptables-restore', IPTABLES_RESTORE)));
    return 0;
  }
  if (given.has('-V')) {
    process.stdout.write(inNameOf(family, 'iptables-restore v1.8.9 (nf_tables)\n'));
    return 0;
  }
  const [counters, noflush, test, verbose] = ['-c', '-n', '-t', '-v'].map((option) => given.has(option));
  return {
    family,
    counters: counters!,
    noflush: noflush!,
    test: test!,
    verbose: verbose!,
    table: given.get('-T'),
    file,
  };
}

function* run(process: Process, request: Request): Running {
  const { file } = request;
  if (file === undefined) return new Restore(process, request).restore(yield* readStandardInput(process));
  const read = process.system.fs.read(resolvePath(process.cwd, file.text), process.netns);
  if (read.ok) return new Restore(process, request).restore(read.value);
  process.blame(file.index);
  process.stderr.write(`Can't open ${file.text}: ${errorText(read.error.errno)}\n`);
  return 1;
}

/** A line that cannot be done, told as iptables-restore tells it. */
class LineFailed {
  constructor(
    readonly text: string,
    readonly status: number,
  ) {}
}

/** What a line of a table asks for. */
interface Step {
  readonly line: number;
  /** It shows what is there. */
  readonly lists: boolean;
  readonly act: (fetched: FetchedChains | undefined) => void;
}

/** Reads a whole input. What a table's lines ask for is done at its COMMIT, all of it or nothing. */
class Restore {
  private readonly owner: RulesetOwner;
  private line = 0;
  /** The table whose lines are being read. */
  private table: TableName | undefined;
  private steps: Step[] = [];
  /** The lines belong to a table that was not asked for. */
  private skipped = false;

  constructor(
    private readonly process: Process,
    private readonly request: Request,
  ) {
    this.owner = rulesetOf(process.netns, request.family);
  }

  restore(text: string): number {
    try {
      const lines = text.endsWith('\n') || text === '' ? text.split('\n').slice(0, -1) : text.split('\n');
      for (const line of lines) {
        this.line++;
        if (line.startsWith('#')) {
          if (this.request.verbose) this.process.stdout.write(`${line}\n`);
        } else if (line !== '') {
          this.readLine(line);
        }
      }
      if (this.table !== undefined) this.fail(`COMMIT expected at line ${this.line + 1}`, 1);
      return 0;
    } catch (error) {
      if (!(error instanceof LineFailed)) throw error;
      if (error.text !== '') this.process.stderr.write(`${inNameOf(this.request.family, error.text)}\n`);
      return error.status;
    }
  }

  private fail(text: string, status: number): never {
    throw new LineFailed(`iptables-restore: ${text}`, status);
  }

  private readLine(line: string): void {
    const inTable = this.table !== undefined || this.skipped;
    if (line === 'COMMIT' && inTable) return this.commit();
    if (line.startsWith('*') && !inTable) return this.begin(line);
    if (!inTable) this.fail(`line ${this.line} failed`, 1);
    if (this.skipped) return;
    this.guarded(this.line, () => (line.startsWith(':') ? this.chain(line) : this.rule(line)));
  }

  private begin(line: string): void {
    const name = line.slice(1).split(/[ \t]/)[0]!;
    const table = Object.keys(HOOKS_OF_TABLE).find((each) => each === name) as TableName | undefined;
    if (table === undefined)
      this.guarded(this.line, () => complain(`iptables-restore: line ${this.line} table name '${name}' invalid`));
    if (this.request.table !== undefined && this.request.table !== name) {
      this.skipped = true;
      return;
    }
    this.table = table!;
    if (!this.request.noflush) this.flush(table!);
  }

  /** Without -v the table begins anew; with it rules and the user's chains go, one by one. */
  private flush(table: TableName): void {
    if (!this.request.verbose) return this.later(() => dropTable(this.owner, table));
    for (const words of [['-F'], ['-X']]) this.command(['iptables', '-t', table, '-v', ...words]);
  }

  private later(act: Step['act'], lists = false): void {
    this.steps.push({ line: this.line, lists, act });
  }

  /** Does what the table's lines ask for. The kernel refuses each line by itself; a mistake of the tool's own ends it. */
  private commit(): void {
    const kept = keepRuleset(this.owner);
    try {
      if (!this.request.test) this.perform();
    } catch (error) {
      restoreRuleset(this.owner, kept);
      throw error;
    }
    this.steps = [];
    this.table = undefined;
    this.skipped = false;
  }

  private perform(): void {
    const { steps, request } = this;
    const isListed = steps.some(({ lists }) => lists);
    const fetched = isListed ? fetchChains(this.owner, request.noflush ? this.table : undefined) : undefined;
    const refused: string[] = [];
    for (const { line, act } of steps) {
      try {
        this.guarded(line, () => act(fetched));
      } catch (error) {
        if (!(error instanceof LineFailed) || error.status !== REFUSED) throw error;
        refused.push(error.text);
      }
    }
    if (refused.length === 0) return;
    throw new LineFailed([VERSION_OF_RESTORE, ...refused].join('\n'), REFUSED);
  }

  /** `:CHAIN POLICY [PACKETS:BYTES]`. */
  private chain(line: string): void {
    const [name, policy, counters] = line
      .slice(1)
      .split(/[ \t]+/)
      .filter((word) => word !== '');
    const { owner } = this;
    const { cause } = owner.kernel;
    const tableName = this.table!;
    if (name === undefined) complain(`iptables-restore: line ${this.line} chain name invalid`);
    if (name.length >= 29) complain(`chain name \`${name}' too long (must be under 29 chars)`);
    const isBase = isBaseChain(tableName, name);
    if (!isBase) checkNewChain(name, (each) => targetExtension(each, this.request.family) !== undefined, 0);
    if (policy === undefined) complain(`iptables-restore: line ${this.line} policy invalid`);
    if (!isBase) {
      return this.later(() => {
        const table = ensure(owner, tableName, name, cause);
        // With --noflush a chain that is there is emptied.
        const existing = table.chains.get(name);
        if (existing === undefined) addChain(table, name, cause);
        else flushChain(owner, existing);
      });
    }
    const given = this.request.counters ? readCounters(counters) : { packets: 0, bytes: 0 };
    if (given === undefined) complain(`invalid policy counters for chain '${name}'`);
    this.later(() => {
      const table = ensure(owner, tableName, name, cause);
      const chain = table.chains.get(name)!;
      if (policy === '-') return this.request.counters ? setPolicy(chain, chain.policy, cause, given) : undefined;
      if (policy !== 'ACCEPT' && policy !== 'DROP') throw new Complaint('iptables: Bad policy name.', undefined, 1);
      setPolicy(chain, policy, cause, given);
    });
  }

  /** A command line without its table, counters in front or not. */
  private rule(line: string): void {
    const { request } = this;
    let rest = line;
    const words = ['iptables-restore', '-t', this.table!];
    if (rest.startsWith('[')) {
      // Both numbers are there, if anything is (strtok).
      const end = rest.startsWith('[:') ? -1 : rest.indexOf(']');
      if (end < 0) complain(`Bad line ${this.line}: need ]`);
      if (!rest.includes(':')) complain(`Bad line ${this.line}: need :`);
      if (request.counters) words.push('--set-counters', rest.slice(1, end).replace(':', ','));
      rest = rest.slice(end + 1);
    }
    const own = splitWords(rest.trimStart());
    // With --noflush it says nothing of the lines.
    if (request.verbose && !request.noflush && own[0] !== '-C') words.push('-v');
    this.command([...words, ...own]);
  }

  private command(words: readonly string[]): void {
    const { process } = this;
    const { family } = this.request;
    const line = new Parser(words, this.remarks(), family, true).parse();
    const lists = line.command === 'L' || line.command === 'S';
    const specs = HAS_RULES.has(line.command) ? rulesOf(line) : [];
    this.later((fetched) => new Execution(process, line, family, { specs, fetched }).run(), lists);
  }

  /** Words of the input have no place in the command line. */
  private remarks(): Remarks {
    const { process } = this;
    return { ...remarksOf(process), unsimulated: (what) => process.unsimulated(what) };
  }

  /** Tells a complaint of iptables as one about a line. */
  private guarded(line: number, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (error instanceof Answer) {
        if (error.kind === 'nothing') return;
        const text = error.kind === 'help' ? HELP : `${VERSION.replace('iptables', 'iptables-restore')}\n`;
        this.process.stdout.write(inNameOf(this.request.family, text));
        throw new LineFailed('', 0);
      }
      if (!(error instanceof Complaint)) throw error;
      throw new LineFailed(this.aboutLine(error, line), error.status);
    }
  }

  /** Only what the kernel or the ruleset has against a line names it; else it is the one that was read last. */
  private aboutLine({ text, status }: Complaint, line: number): string {
    if (status === REFUSED) return text.replace(/^.*?: {2}/, `line ${line}: `);
    const name = text.replace(/^iptables v1/, 'iptables-restore v1');
    if (status === 1)
      return name
        .replace(/^iptables: /, `iptables-restore: line ${line} failed: `)
        .replace(" Run `dmesg' for more information.", '');
    const hint = TRY_HELP.replaceAll('iptables', 'iptables-restore');
    return name.replace(TRY_HELP, `Error occurred at line: ${this.line}\n${hint}`);
  }
}
