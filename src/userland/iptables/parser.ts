import { Getopt, type GetoptOption, GetoptTable } from '../../grammar/getopt.ts';
import { OPTIONS } from '../../grammar/iptables/options.ts';
import type { Match } from '../../kernel/netfilter/matches/index.ts';
import type { TableName } from '../../kernel/netfilter/requests.ts';
import type { DeviceTest } from '../../kernel/netfilter/rule.ts';
import type { Extension as TargetData } from '../../kernel/netfilter/targets/index.ts';
import type { Family } from '../../net/prefix.ts';
import { parseAddresses } from './address.ts';
import { parseAddresses6 } from './address6.ts';
import { checkNewChain, checkTarget, MAX_NAME } from './chain-name.ts';
import type { CommandLetter, CommandLine, Word } from './command-line.ts';
import { badArgument, Complaint, complain, TRY_HELP, VERSION } from './complaint.ts';
import { parseDevice, warnOfDevice } from './device.ts';
import { type Extension, type Given, OptionChecks, type Reading, type SetFamily } from './extension.ts';
import { checkOptions, type OptionLetter } from './illegal.ts';
import { lackingMatch, lackingTarget } from './lacking.ts';
import { loadableMatch } from './matches/index.ts';
import { parseUnsigned, scanCounter, scanUnsigned } from './number.ts';
import { formatProtocol, parseProtocol } from './protocol.ts';
import { targetExtension } from './targets/index.ts';

const BASE = new GetoptTable(OPTIONS);

/** Protocols whose match comes with `-p`, without `-m`. */
const PROTOCOL_MATCH: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  4: { tcp: 'tcp', udp: 'udp', icmp: 'icmp' },
  6: { tcp: 'tcp', udp: 'udp', 'ipv6-icmp': 'icmp6' },
};

/** XT_EXTENSION_MAXNAMELEN less the final zero byte. */
const MAX_MATCH_NAME = 28;

/** Other names of matches (xtables_find_match). */
const ALIASES: Readonly<Record<string, string>> = { icmpv6: 'icmp6', 'ipv6-icmp': 'icmp6' };

/** Protocols that are headers of IPv6, behind which the packet's own stands. */
const EXTENSION_HEADERS: ReadonlySet<number> = new Set([43, 44, 51, 60]);

/** Options whose value is the word that getopt read last, as it stands there. */
const TAKES_WHOLE_WORD: ReadonlySet<string> = new Set(['-p', '-s', '-d', '-i', '-o', '-j']);

/** Microseconds below which `-W` has to be. */
const MAX_WAIT_INTERVAL = 999_999;

/** A match or target whose options are being read. */
interface Loaded<Data> {
  readonly name: string;
  readonly extension: Extension<Data>;
  readonly table: GetoptTable;
  readonly reading: Reading<Data>;
  readonly checks: OptionChecks;
  readonly index: number;
}

/** A word whose reading waits for the end of the line, with its negation. */
interface Pending extends Word {
  readonly invert: boolean;
}

/** Answers -h and -V, and a line of the other family: text to print, with success. */
export class Answer {
  readonly kind: 'help' | 'version' | 'nothing';

  constructor(kind: Answer['kind']) {
    this.kind = kind;
  }
}

/** What the parser tells its caller besides: warnings, and words that are valid but not simulated; and what it asks. */
export interface Remarks {
  warn(text: string): void;
  unsimulated(what: string, index: number): void;
  /** The family of the set with a name; undefined where there is no such set. */
  setFamily(name: string): SetFamily | undefined;
}

/** Reads a command line of iptables as the real tool does, in the same order, so that the same mistake is found first. */
export class Parser {
  private readonly getopt: Getopt;
  private readonly argv: readonly string[];
  private readonly remarks: Remarks;
  private command: CommandLetter | undefined;
  private zero = false;
  private table: Word = { text: 'filter', index: -1 };
  private chain: Word | undefined;
  private number: CommandLine['number'];
  private policy: Word | undefined;
  private newName: Word | undefined;
  private verbose = 0;
  private readonly given = new Map<OptionLetter, number>();
  private invert = false;
  private protocol: CommandLine['protocol'];
  private protocolWord: string | undefined;
  private protocolLoaded = false;
  private sources: Pending | undefined;
  private destinations: Pending | undefined;
  private inDevice: DeviceTest | undefined;
  private outDevice: DeviceTest | undefined;
  private fragment: CommandLine['fragment'];
  private readonly matches: Loaded<Match>[] = [];
  private jump: Word | undefined;
  private goto = false;
  private target: Loaded<TargetData> | undefined;
  private counters: CommandLine['counters'];
  private waits = false;
  /** Where `-W` stands. */
  private waitInterval: number | undefined;

  constructor(
    argv: readonly string[],
    remarks: Remarks,
    private readonly family: Family = 4,
    /** The line is one of iptables-restore, whose table stands in front. */
    private readonly restoring = false,
  ) {
    this.argv = argv;
    this.remarks = remarks;
    this.getopt = new Getopt(argv, [BASE], 'in-order');
  }

  /** Reads everything; throws a Complaint at the first mistake, or an Answer for -h and -V. */
  parse(): CommandLine {
    this.readWords();
    if (this.waitInterval !== undefined && !this.waits)
      complain('--wait-interval only makes sense with --wait\n', this.waitInterval);
    this.checkNatDrop();
    const matches = this.matches.flatMap((loaded) => {
      const data = this.finish(loaded);
      if (loaded.reading.isVoid?.()) return [];
      return [{ name: loaded.name, extension: loaded.extension, data, index: loaded.index }];
    });
    const target =
      this.target === undefined ? undefined : { extension: this.target.extension, data: this.finish(this.target) };
    const last = this.argv.length - 1;
    if (this.getopt.index < this.argv.length) {
      complain('unknown arguments found on commandline', this.getopt.index);
    }
    if (this.command === undefined) complain('no command specified', last);
    if (this.invert) complain('nothing appropriate following !', last);
    const sources = this.addresses(this.sources);
    const destinations = this.addresses(this.destinations);
    this.checkMultiple(sources.length, destinations.length);
    if (this.command === 'R' && (sources.length > 1 || destinations.length > 1))
      complain('Replacement rule does not specify a unique address', (this.sources ?? this.destinations)!.index);
    checkOptions(this.command, this.given);
    this.checkChain(this.command);
    return {
      command: this.command,
      zero: this.zero,
      table: this.checkTable(),
      tableIndex: this.table.index < 0 ? undefined : this.table.index,
      chain: this.chain,
      number: this.number,
      policy: this.policy,
      newName: this.newName,
      verbose: this.verbose,
      numeric: this.given.has('n'),
      exact: this.given.has('x'),
      lineNumbers: this.given.has('0'),
      protocol: this.protocol,
      sources,
      destinations,
      invertSource: this.sources?.invert ?? false,
      invertDestination: this.destinations?.invert ?? false,
      inDevice: this.inDevice,
      outDevice: this.outDevice,
      fragment: this.fragment,
      matches,
      jump: this.jump,
      goto: this.goto,
      target,
      counters: this.counters,
    };
  }

  private readWords(): void {
    for (;;) {
      const before = this.getopt.index;
      const step = this.getopt.next();
      if (step === undefined) return;
      if (step.kind === 'operand') {
        if (step.value !== '!') badArgument(step.value, step.index);
        if (this.invert) complain('multiple consecutive ! not allowed', step.index);
        this.invert = true;
        continue;
      }
      if (step.kind === 'error') {
        if (this.loadProtocol(step.index)) {
          this.getopt.index = before;
          continue;
        }
        this.complainOption(step);
      }
      this.readOption(step.option, step.name, step.value, step.index, step.valueIndex);
      this.invert = false;
    }
  }

  private complainOption({ error, index }: { error: { kind: string; letter?: string }; index: number }): never {
    const word = this.argv[index]!;
    if (error.kind.startsWith('value-missing')) complain(`option "${word}" requires an argument`, index);
    // In the middle of a word of short options getopt still stands at it: the tool names the word before.
    const isInside = error.letter !== undefined && !word.endsWith(error.letter);
    complain(`unknown option "${isInside ? this.argv[index - 1] : word}"`, index);
  }

  private readOption(
    option: GetoptOption,
    name: string,
    value: string | undefined,
    index: number,
    valueIndex: number,
  ): void {
    if (BASE.short.get(option.name.slice(1)) === option || BASE.long.get(option.name.slice(2)) === option) {
      this.readBase(option.name, value, index, valueIndex);
      return;
    }
    // Of a match that was named twice the second is meant.
    const loaded = [this.target, ...this.matches.toReversed()].find((one) => one?.extension.options.includes(option));
    if (loaded === undefined) complain(`unknown option "${name}"`, index);
    this.readExtension(loaded, option, name, value, index, valueIndex);
  }

  private readExtension(
    loaded: Loaded<Match> | Loaded<TargetData>,
    option: GetoptOption,
    spelled: string,
    value: string | undefined,
    index: number,
    valueIndex: number,
  ): void {
    if (loaded.extension.ownChecks !== true) loaded.checks.note(option, this.invert, index);
    if (option.simulated === false) {
      this.remarks.unsimulated(`${option.name} of ${loaded.name}`, index);
    }
    const given: Given = {
      name: option.name,
      spelled,
      value: value ?? '',
      invert: this.invert,
      index: valueIndex,
      take: () => this.takeWord()?.text,
      family: this.family,
      setFamily: (set) => this.remarks.setFamily(set),
      warn: (text) => this.remarks.warn(text),
    };
    loaded.reading.option(given, { protocol: this.protocol, family: this.family });
  }

  /** The next word where it is neither an option nor `!` (xs_has_arg). */
  private takeWord(): Word | undefined {
    const { index } = this.getopt;
    const text = this.argv[index];
    if (text === undefined || text.startsWith('-') || text.startsWith('!')) return undefined;
    this.getopt.index++;
    return { text, index };
  }

  private readBase(option: string, value: string | undefined, index: number, valueIndex: number): void {
    const word: Word | undefined = value === undefined ? undefined : { text: value, index: valueIndex };
    if (TAKES_WHOLE_WORD.has(option)) return this.readRuleOption(option, this.wholeWord(word!), index);
    switch (option) {
      case '-A':
      case '-C':
        this.setCommand(option === '-A' ? 'A' : 'C', index, word);
        break;
      case '-D':
        this.setCommand('D', index, word);
        if (this.readNumber()) this.command = 'D#';
        break;
      case '-R':
        this.setCommand('R', index, word);
        if (!this.readNumber()) complain('-R requires a rule number', index);
        break;
      case '-I':
        this.setCommand('I', index, word);
        if (!this.readNumber()) this.number = { value: 1, index };
        break;
      case '-L':
      case '-S':
        this.setCommand(option === '-L' ? 'L' : 'S', index, word ?? this.takeWord());
        this.readNumber();
        break;
      case '-F':
      case '-X':
        this.setCommand(option === '-F' ? 'F' : 'X', index, word ?? this.takeWord());
        break;
      case '-Z':
        this.setCommand('Z', index, word ?? this.takeWord());
        if (this.readNumber() && !this.zero) this.command = 'Z#';
        break;
      case '-N':
        checkNewChain(word!.text, (name) => targetExtension(name, this.family) !== undefined, word!.index);
        this.setCommand('N', index, word);
        break;
      case '-E':
        this.setCommand('E', index, word);
        this.newName = this.takeWord() ?? complain('-E requires old-chain-name and new-chain-name', index);
        break;
      case '-P':
        this.setCommand('P', index, word);
        this.policy = this.takeWord() ?? complain('-P requires a chain and a policy', index);
        break;
      default:
        this.readRuleOption(option, word, index);
    }
  }

  /** The value; the whole word where it is attached to its option, which the tool does not cut off (`argv[optind - 1]`). */
  private wholeWord({ text, index }: Word): Word {
    return { text: text === '' ? '' : this.argv[index]!, index };
  }

  private setCommand(letter: CommandLetter, index: number, chain: Word | undefined): void {
    if (this.invert) complain("unexpected '!' flag", index);
    const old = this.command;
    const lists = (one: CommandLetter) => one === 'L' || one === 'S';
    if (old !== undefined) {
      // -Z may stand beside -L or -S, in either order.
      if (!(letter === 'Z' && lists(old)) && !(lists(letter) && old === 'Z')) {
        complain(`Cannot use -${letter} with -${old.slice(0, 1)}`, index);
      }
      this.zero = true;
    }
    this.command = old !== undefined && lists(old) ? old : letter;
    if (chain !== undefined) this.chain = chain;
  }

  /** The number of a rule, where the next word is one to be. */
  private readNumber(): boolean {
    const word = this.takeWord();
    if (word === undefined) return false;
    const value = parseUnsigned(word.text, 0x7fffffff, 1);
    if (value === undefined) complain(`Invalid rule number \`${word.text}'`, word.index);
    this.number = { value, index: word.index };
    return true;
  }

  private readRuleOption(option: string, word: Word | undefined, index: number): void {
    switch (option) {
      case '-p':
        this.setOption('p', index, true);
        this.readProtocol(word!);
        break;
      case '-s':
        this.setOption('s', index, true);
        this.sources = { ...word!, invert: this.invert };
        break;
      case '-d':
        this.setOption('d', index, true);
        this.destinations = { ...word!, invert: this.invert };
        break;
      case '-i':
      case '-o':
        this.readDevice(option, word!, index);
        break;
      case '-f':
        if (this.family === 6) complain("`-f' is not supported in IPv6, use -m frag instead", index);
        this.setOption('f', index, true);
        this.fragment = { invert: this.invert };
        break;
      case '-j':
      case '-g':
        this.setOption('j', index, false);
        this.readTarget(word!, option === '-g');
        break;
      case '-m':
        if (this.invert) complain('unexpected ! flag before --match', index);
        this.loadMatch(word!.text, word!.index);
        break;
      case '-c':
        this.setOption('c', index, false);
        this.readCounters(word!, index);
        break;
      default:
        this.readGeneral(option, word, index);
    }
  }

  private readGeneral(option: string, word: Word | undefined, index: number): void {
    switch (option) {
      case '-v':
        if (this.verbose++ === 0) this.setOption('v', index, false);
        break;
      case '-n':
        this.setOption('n', index, false);
        break;
      case '-x':
        this.setOption('x', index, false);
        break;
      case '--line-numbers':
        this.setOption('0', index, false);
        break;
      case '-t':
        if (this.invert) complain('unexpected ! flag before --table', index);
        if (this.restoring && this.table.index >= 0)
          complain('The -t option cannot be used in iptables-restore.\n', index);
        this.table = word!;
        break;
      case '-w':
        this.refuseWaiting('-w', index);
        this.readWait(word ?? this.takeWord());
        break;
      case '-W':
        this.refuseWaiting('-W', index);
        this.readWaitInterval(word ?? this.takeWord(), index);
        break;
      case '-4':
      case '-6':
        if (option === `-${this.family}`) break;
        // The line is for the other family: nothing happens.
        throw this.restoring ? new Answer('nothing') : new Complaint(TRY_HELP, index, 2);
      case '-h':
        throw new Answer('help');
      case '-V':
        throw new Answer('version');
    }
  }

  /** Notes a general option: once, and negated only where that means something. */
  private setOption(letter: OptionLetter, index: number, invertible: boolean): void {
    if (this.given.has(letter)) complain(`multiple -${letter} flags not allowed`, index);
    this.given.set(letter, index);
    if (this.invert && !invertible) complain(`cannot have ! before -${letter}`, index);
  }

  private refuseWaiting(option: string, index: number): void {
    if (this.restoring) complain(`You cannot use \`${option}' from iptables-restore`, index);
  }

  private readWait(word: Word | undefined): void {
    this.waits = true;
    if (word !== undefined && scanUnsigned(word.text) === undefined) complain('wait seconds not numeric', word.index);
  }

  /** It has no effect any more; the tool complains of a missing `-w` when it has read the whole line. */
  private readWaitInterval(word: Word | undefined, index: number): void {
    if (word === undefined) complain('wait interval value required', index);
    const interval = scanUnsigned(word.text)?.value ?? complain('wait interval not numeric', word.index);
    if (interval > MAX_WAIT_INTERVAL)
      complain(`too long usec wait ${interval} > ${MAX_WAIT_INTERVAL} usec`, word.index);
    this.remarks.warn('Ignoring deprecated --wait-interval option.');
    this.waitInterval ??= index;
  }

  private readProtocol({ text, index }: Word): void {
    this.protocolWord = text.toLowerCase();
    const number = parseProtocol(this.protocolWord, index);
    if (number === 0 && this.invert) complain('rule would never match protocol', index);
    this.protocol = { number, invert: this.invert };
    if (this.family === 6 && !this.invert && EXTENSION_HEADERS.has(number))
      this.remarks.warn(`Warning: never matched protocol: ${this.protocolWord}. use extension match instead.`);
  }

  private readDevice(option: '-i' | '-o', { text, index }: Word, optionIndex: number): void {
    if (text === '') complain('Empty interface is likely to be undesired', optionIndex);
    this.setOption(option === '-i' ? 'i' : 'o', optionIndex, true);
    const test = parseDevice(text, this.invert, index);
    warnOfDevice(text, (warning) => this.remarks.warn(warning));
    if (option === '-i') this.inDevice = test;
    else this.outDevice = test;
  }

  private readCounters({ text, index }: Word, optionIndex: number): void {
    const comma = text.indexOf(',', 1);
    const attached = comma < 0 ? undefined : text.slice(comma + 1);
    const bytes = attached ?? this.takeWord()?.text ?? complain('-c requires packet and byte counter', optionIndex);
    this.counters = {
      packets: scanCounter(text) ?? complain('-c packet counter not numeric', index),
      bytes: scanCounter(bytes) ?? complain('-c byte counter not numeric', index),
    };
  }

  private readTarget(word: Word, goto: boolean): void {
    checkTarget(word.text, word.index);
    this.jump = word;
    this.goto = goto;
    const extension = goto ? undefined : targetExtension(word.text, this.family);
    const lacking = goto ? undefined : lackingTarget(word.text);
    if (lacking !== undefined) this.remarks.unsimulated(lacking, word.index);
    if (extension !== undefined) this.target = this.load(word.text, extension, word.index);
  }

  private loadMatch(given: string, index: number): void {
    if (given.length > MAX_MATCH_NAME) complain(`Invalid match name "${given}" (${MAX_MATCH_NAME} chars max)`, index);
    const name = ALIASES[given] ?? given;
    const extension = loadableMatch(name, this.family);
    if (extension === undefined) {
      const lacking = lackingMatch(name);
      if (lacking !== undefined) this.remarks.unsimulated(lacking, index);
      complain(`Couldn't load match \`${name}':No such file or directory\n`, index);
    }
    this.matches.push(this.load(name, extension, index));
  }

  private load<Data>(name: string, extension: Extension<Data>, index: number): Loaded<Data> {
    const table = new GetoptTable(extension.options);
    this.getopt.tables = [BASE, table, ...this.getopt.tables.slice(1)];
    return {
      name,
      extension,
      table,
      reading: extension.begin(this.family),
      checks: new OptionChecks(extension),
      index,
    };
  }

  /** An unknown option may belong to the match of the protocol, which then loads by itself (load_proto). */
  private loadProtocol(index: number): boolean {
    if (this.protocol === undefined || this.protocolLoaded) return false;
    const name = PROTOCOL_MATCH[this.family][formatProtocol(this.protocol.number)];
    if (name === undefined) return false;
    this.protocolLoaded = true;
    this.loadMatch(name, index);
    return true;
  }

  private finish<Data>({ extension, reading, checks, index }: Loaded<Data>): Data {
    const data = reading.finish({ protocol: this.protocol, family: this.family });
    if (extension.ownChecks !== true) checks.finish(index);
    return data;
  }

  private checkNatDrop(): void {
    if (this.table.text !== 'nat') return;
    const word = this.policy?.text === 'DROP' ? this.policy : this.jump?.text === 'DROP' ? this.jump : undefined;
    if (word === undefined) return;
    complain(
      '\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n',
      word.index,
    );
  }

  private addresses(pending: Pending | undefined): CommandLine['sources'] {
    if (pending === undefined) return [];
    const { text, index } = pending;
    return this.family === 4 ? parseAddresses(text, index) : parseAddresses6(text, index);
  }

  private checkMultiple(sources: number, destinations: number): void {
    const negated = [this.sources, this.destinations].find((one) => one?.invert);
    if (negated !== undefined && (sources > 1 || destinations > 1)) {
      complain('! not allowed with multiple source or destination IP addresses', negated.index);
    }
  }

  private checkChain(command: CommandLetter): void {
    const { chain } = this;
    if (chain === undefined) return;
    const { text, index } = chain;
    if (text.length >= MAX_NAME) {
      complain(`chain name \`${text}' too long (must be under ${MAX_NAME} chars)`, index);
    }
    if (!['A', 'D', 'D#', 'C', 'I', 'R'].includes(command)) return;
    if ((text === 'PREROUTING' || text === 'INPUT') && this.outDevice !== undefined) {
      complain(`Can't use -o with ${text}\n`, this.given.get('o'));
    }
    if ((text === 'POSTROUTING' || text === 'OUTPUT') && this.inDevice !== undefined) {
      complain(`Can't use -i with ${text}\n`, this.given.get('i'));
    }
  }

  private checkTable(): TableName {
    const { text, index } = this.table;
    if (text === 'filter' || text === 'nat' || text === 'mangle' || text === 'raw' || text === 'security') return text;
    const advice = 'Perhaps iptables or your kernel needs to be upgraded.';
    throw new Complaint(`${VERSION}: table '${text}' does not exist\n${advice}`, index, 3);
  }
}
