import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { IPTABLES_RESTORE } from '../../grammar/iptables/index.ts';
import { usageOf } from '../../grammar/usage.ts';
import { type Kept, keepRuleset, restoreRuleset } from '../../kernel/netfilter/kept.ts';
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
import { Complaint, complain, inNameOf, TRY_HELP, VERSION } from './complaint.ts';
import { Execution } from './execute.ts';
import { HELP } from './help.ts';
import { remarksOf } from './iptables.ts';
import { Answer, Parser, type Remarks } from './parser.ts';
import { readCounters, splitWords } from './restore-line.ts';
import { targetExtension } from './targets/index.ts';

/** The status of a change that the kernel refused. */
const REFUSED = 4;

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

/** Reads a whole input. What a table's lines change is taken back when one of them fails before its COMMIT. */
class Restore {
  private readonly owner: RulesetOwner;
  private line = 0;
  /** The table whose lines are being read, and how the ruleset was before. */
  private table: TableName | undefined;
  private kept: Kept | undefined;
  /** The lines belong to a table that was not asked for. */
  private skipped = false;
  /** Jumps to chains that were not there, which only matters at the COMMIT. */
  private unknownChain: string | undefined;

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
      this.takeBack();
      if (error.text !== '') this.process.stderr.write(`${inNameOf(this.request.family, error.text)}\n`);
      return error.status;
    }
  }

  private fail(text: string, status: number): never {
    throw new LineFailed(`iptables-restore: ${text}`, status);
  }

  private takeBack(): void {
    if (this.table === undefined || this.kept === undefined) return;
    restoreRuleset(this.owner, this.kept);
    this.table = undefined;
  }

  private readLine(line: string): void {
    const inTable = this.table !== undefined || this.skipped;
    if (line === 'COMMIT' && inTable) return this.commit();
    if (line.startsWith('*') && !inTable) return this.begin(line);
    if (!inTable) this.fail(`line ${this.line} failed`, 1);
    if (this.skipped) return;
    this.guarded(() => (line.startsWith(':') ? this.chain(line) : this.rule(line)));
  }

  private begin(line: string): void {
    const name = line.slice(1).split(/[ \t]/)[0]!;
    const table = Object.keys(HOOKS_OF_TABLE).find((each) => each === name) as TableName | undefined;
    if (table === undefined)
      this.guarded(() => complain(`iptables-restore: line ${this.line} table name '${name}' invalid`));
    if (this.request.table !== undefined && this.request.table !== name) {
      this.skipped = true;
      return;
    }
    this.table = table!;
    this.kept = keepRuleset(this.owner);
    this.unknownChain = undefined;
    if (!this.request.noflush) this.flush();
  }

  /** Without -v the table begins anew; with it rules and the user's chains go, one by one. */
  private flush(): void {
    const { table } = this;
    if (!this.request.verbose || this.request.test) return dropTable(this.owner, table!);
    for (const words of [['-F'], ['-X']]) this.perform(['iptables', '-t', table!, '-v', ...words]);
  }

  private commit(): void {
    if (this.unknownChain !== undefined && !this.request.test) {
      const name = this.unknownChain;
      this.guarded(() => complain(`Chain '${name}' does not exist`));
    }
    if (this.request.test) this.takeBack();
    this.table = undefined;
    this.skipped = false;
  }

  /** `:CHAIN POLICY [PACKETS:BYTES]`. */
  private chain(line: string): void {
    const [name = '', policy, counters] = line.slice(1).split(/[ \t]+/);
    const { owner } = this;
    const { cause } = owner.kernel;
    if (name.length >= 29) complain(`chain name \`${name}' too long (must be under 29 chars)`);
    const isBase = isBaseChain(this.table!, name);
    if (!isBase) checkNewChain(name, (each) => targetExtension(each, this.request.family) !== undefined, 0);
    if (policy === undefined) complain(`iptables-restore: line ${this.line} policy invalid`);
    const table = ensure(owner, this.table!, name, cause);
    if (!isBase) {
      // With --noflush a chain that is there is emptied.
      const existing = table.chains.get(name);
      if (existing === undefined) addChain(table, name, cause);
      else flushChain(owner, existing);
      return;
    }
    if (policy === '-') return;
    if (policy !== 'ACCEPT' && policy !== 'DROP') this.fail(`line ${this.line} failed: Bad policy name.`, 1);
    const given = this.request.counters ? readCounters(counters) : { packets: 0, bytes: 0 };
    if (given === undefined) complain(`invalid policy counters for chain '${name}'`);
    setPolicy(table.chains.get(name)!, policy, cause, given);
  }

  /** A command line without its table, counters in front or not. */
  private rule(line: string): void {
    const { request } = this;
    let rest = line;
    const words = ['iptables-restore', '-t', this.table!];
    if (rest.startsWith('[')) {
      const end = rest.indexOf(']');
      if (!rest.includes(':')) complain(`Bad line ${this.line}: need :`);
      if (end < 0) complain(`Bad line ${this.line}: need ]`);
      if (request.counters) words.push('--set-counters', rest.slice(1, end).replace(':', ','));
      rest = rest.slice(end + 1);
    }
    const own = splitWords(rest.trimStart());
    if (request.verbose && !request.test && own[0] !== '-C') words.push('-v');
    if (own.some(isTableOption)) complain('The -t option cannot be used in iptables-restore.\n');
    this.perform([...words, ...own]);
  }

  private perform(words: readonly string[]): void {
    const { family } = this.request;
    new Execution(this.process, new Parser(words, this.remarks(), family).parse(), family).run();
  }

  /** Words of the input have no place in the command line. */
  private remarks(): Remarks {
    const { process } = this;
    return { ...remarksOf(process), unsimulated: (what) => process.unsimulated(what) };
  }

  /** Tells a complaint of iptables as one about a line. */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (error instanceof Answer) {
        this.process.stdout.write(inNameOf(this.request.family, error.kind === 'help' ? HELP : `${VERSION}\n`));
        throw new LineFailed('', 0);
      }
      if (!(error instanceof Complaint)) throw error;
      const missing = /: Chain '(.*)' does not exist\n/.exec(error.text)?.[1];
      if (missing !== undefined && this.line > 0 && this.unknownChain === undefined && this.table !== undefined) {
        this.unknownChain = missing;
        return;
      }
      // A test asks nothing of the kernel, which so refuses nothing.
      if (this.request.test && error.status === REFUSED) return;
      throw new LineFailed(this.aboutLine(error), error.status);
    }
  }

  private aboutLine({ text, status }: Complaint): string {
    const name = text.replace(/^iptables v1/, 'iptables-restore v1');
    if (status === REFUSED) return name.replace(/: {2}/, `: \nline ${this.line}: `);
    if (status === 1)
      return name
        .replace(/^iptables: /, `iptables-restore: line ${this.line} failed: `)
        .replace(" Run `dmesg' for more information.", '');
    const hint = TRY_HELP.replaceAll('iptables', 'iptables-restore');
    return name.replace(TRY_HELP, `Error occurred at line: ${this.line}\n${hint}`);
  }
}

/** True for the word that names another table, which restore does not take; any word of short options with a `t` counts. */
function isTableOption(word: string): boolean {
  return word.startsWith('--') ? word.length > 2 && '--table'.startsWith(word) : /^-.*t/.test(word);
}
