import { BARE_META, FIELDS, fieldsOf, HEADER_NAMES } from '../../grammar/nftables/fields.ts';
import { KEYWORDS } from '../../grammar/nftables/keywords.ts';
import type { RawPayload } from '../../kernel/netfilter/nft/fields/raw.ts';
import { Mistake } from './report.ts';
import type { Element, Expr, Stmt, VerdictSyntax } from './syntax.ts';
import { parseTime } from './time.ts';
import type { TokenStream } from './token-stream.ts';

/** Operators on bits, by how tightly they bind, the loosest first; each may be written as a word. */
const LEVELS: readonly Readonly<Record<string, string>>[] = [
  { '|': '|', or: '|' },
  { '^': '^', xor: '^' },
  { '&': '&', and: '&' },
  { '<<': '<<', lshift: '<<', '>>': '>>', rshift: '>>' },
];

const VERDICTS = ['accept', 'drop', 'continue', 'return', 'jump', 'goto'];

/** Headers that bits are counted from. */
const BASES: readonly string[] = ['ll', 'nh', 'th', 'ih'];

/** Bits of a packet that are a field with a name, as nft shows them. */
const RAW_FIELDS: Readonly<Record<string, string | undefined>> = {
  '@th,0,16': 'th sport',
  '@th,16,16': 'th dport',
};

/** Reads expressions. */
export class ExpressionParser {
  /** How many constants are being read. */
  private constants = 0;

  constructor(
    protected readonly tokens: TokenStream,
    protected readonly variables: ReadonlyMap<string, Expr>,
    /** Statements that an element of a set may have; known to the parser of statements. */
    protected readonly elementStatements: () => Stmt[],
  ) {}

  /** What is tested: a field, fields joined by dots, or a combination of bits. */
  left(): Expr {
    return this.concat(() => this.binary(0));
  }

  /** What it is compared with. */
  right(): Expr {
    const { tokens } = this;
    if (tokens.is('{')) return this.set();
    if (tokens.is('@')) return this.reference();
    if (tokens.is('$')) return this.variable();
    const first = this.concat(() => this.rightPart());
    if (!tokens.is(',')) return first;
    const parts = [first];
    while (tokens.take(',')) parts.push(this.rightPart());
    return { kind: 'list', parts, start: first.start, end: tokens.end };
  }

  /** `a`, `a-b`, `a/24`, `a | b`. */
  private rightPart(): Expr {
    const { tokens } = this;
    if (tokens.is('*')) {
      const { start, end } = tokens.next();
      return { kind: 'any', start, end };
    }
    const low = this.constant();
    if (tokens.is('-')) {
      tokens.next();
      const high = this.constant();
      return { kind: 'range', low, high, start: low.start, end: tokens.end };
    }
    return low;
  }

  /** Values joined by commas, two at least: one bit alone is no list, and a mask of an address is none either. */
  protected values(): Expr {
    const { tokens } = this;
    const first = this.constant();
    if (!tokens.is(',')) tokens.fail('comma');
    const parts = [first];
    while (tokens.take(',')) parts.push(this.constant());
    return { kind: 'list', parts, start: first.start, end: tokens.end };
  }

  /** Names of fields are no fields on this side, but names of protocols. */
  private constant(): Expr {
    this.constants++;
    try {
      return this.binary(0);
    } finally {
      this.constants--;
    }
  }

  protected concat(part: () => Expr): Expr {
    const { tokens } = this;
    const first = part();
    if (!tokens.is('.')) return first;
    const parts = [first];
    while (tokens.take('.')) parts.push(part());
    return { kind: 'concat', parts, start: first.start, end: tokens.end };
  }

  private binary(level: number): Expr {
    const { tokens } = this;
    const operators = LEVELS[level];
    if (operators === undefined) return this.prefixed();
    let left = this.binary(level + 1);
    for (;;) {
      const op =
        tokens.token.kind === 'mark' || tokens.token.kind === 'word' ? operators[tokens.token.text] : undefined;
      if (op === undefined) return left;
      tokens.next();
      const right = this.binary(level + 1);
      left = { kind: 'binary', op, left, right, start: left.start, end: tokens.end };
    }
  }

  private prefixed(): Expr {
    const { tokens } = this;
    const of = this.primary();
    const isValue = of.kind === 'symbol' || of.kind === 'number';
    if (!isValue || !tokens.is('/') || tokens.peek().kind !== 'number') return of;
    tokens.next();
    return { kind: 'prefix', of, length: tokens.number(), start: of.start, end: tokens.end };
  }

  /** Behind a slash is a length, unless it is a test. */
  protected refuseMask(): void {
    const { tokens } = this;
    if (!tokens.is('/')) return;
    tokens.next();
    tokens.fail('number');
  }

  protected primary(): Expr {
    const { tokens } = this;
    const { token } = tokens;
    const { start } = token;
    switch (token.kind) {
      case 'number':
        tokens.next();
        return { kind: 'number', text: token.text, start, end: token.end };
      case 'quoted':
        tokens.next();
        return { kind: 'symbol', text: token.text, quoted: true, start, end: token.end };
      case 'asterisk':
        tokens.next();
        return { kind: 'asterisk', text: token.text.replaceAll('\\', ''), start, end: token.end };
      case 'mark':
        if (token.text === '(') {
          tokens.next();
          const inner = this.left();
          tokens.expect(')');
          return inner;
        }
        if (token.text === '@') return this.rawPayload();
        if (token.text === '$') return this.variable();
        return tokens.fail();
      case 'word':
        return this.word();
      default:
        return tokens.fail();
    }
  }

  /** `$NAME`. */
  protected variable(): Expr {
    const { tokens } = this;
    tokens.next();
    const name = tokens.next();
    const value = this.variables.get(name.text);
    if (value === undefined) throw new Mistake(`unknown identifier '${name.text}'`, name);
    return { ...value, start: name.start, end: name.end };
  }

  /** `@th,OFFSET,LENGTH`: bits of a header; else a set's name. */
  private rawPayload(): Expr {
    const { tokens } = this;
    const { start } = tokens.token;
    const base = tokens.peek();
    if (!BASES.includes(base.text) && tokens.peek(2).text !== ',') return this.reference();
    tokens.next();
    if (!BASES.includes(base.text)) throw new Mistake('unknown raw payload base', base);
    tokens.next();
    const [offset, bits] = [this.behindComma(), this.behindComma()];
    const name = RAW_FIELDS[`@${base.text},${offset},${bits}`];
    if (name !== undefined) return { kind: 'field', name, start, end: tokens.end };
    return { kind: 'raw', base: base.text as RawPayload['base'], offset, bits, start, end: tokens.end };
  }

  private behindComma(): number {
    this.tokens.expect(',', 'comma');
    return this.tokens.number();
  }

  private reference(): Expr {
    const { tokens } = this;
    const { start } = tokens.next();
    const { token } = tokens;
    const isKeyword = KEYWORDS.has(token.text) || BASES.includes(token.text);
    if (token.kind !== 'quoted' && (token.kind !== 'word' || isKeyword)) tokens.fail('string');
    tokens.next();
    return { kind: 'reference', name: token.text, start, end: tokens.end };
  }

  private word(): Expr {
    const { tokens } = this;
    const { text, start } = tokens.token;
    if (this.constants > 0) return this.constantWord();
    if (HEADER_NAMES.includes(text)) return this.field(text);
    if (BARE_META.includes(text)) {
      tokens.next();
      return { kind: 'field', name: `meta ${text}`, start, end: tokens.end };
    }
    switch (text) {
      case 'fib':
        return this.fib();
      case 'rt':
        tokens.next();
        if (!tokens.isWord('mtu', 'classid')) tokens.fail();
        return { kind: 'field', name: `rt ${tokens.next().text}`, start, end: tokens.end };
      case 'numgen':
        return this.numgen();
      case 'jhash':
      case 'symhash':
        return this.hash();
    }
    if (VERDICTS.includes(text) || STATEMENT_WORDS.includes(text)) tokens.fail();
    tokens.next();
    return { kind: 'symbol', text, quoted: false, start, end: tokens.end };
  }

  private constantWord(): Expr {
    const { tokens } = this;
    const { text, start } = tokens.token;
    const isField = BARE_META.includes(text) || text === 'meta' || text === 'ct' || text === 'th';
    if (isField || VERDICTS.includes(text) || (STATEMENT_WORDS.includes(text) && !CONSTANT_WORDS.includes(text)))
      tokens.fail();
    tokens.next();
    if (text === 'exists' || text === 'missing')
      return { kind: 'boolean', value: text === 'exists', start, end: tokens.end };
    return { kind: 'symbol', text, quoted: false, start, end: tokens.end };
  }

  /** A header and its field. */
  private field(header: string): Expr {
    const { tokens } = this;
    const { start } = tokens.next();
    let direction: 'original' | 'reply' | undefined;
    if (header === 'ct' && tokens.isWord('original', 'reply')) direction = tokens.next().text as 'original' | 'reply';
    if (header === 'meta' && tokens.token.kind === 'word' && !FIELDS.has(`meta ${tokens.token.text}`)) {
      const { text, end } = tokens.token;
      throw new Mistake(`syntax error, unexpected ${text}, known keys are ${META_KEYS}`, { start, end });
    }
    const name = this.fieldName(header);
    return { kind: 'field', name, ...(direction === undefined ? {} : { direction }), start, end: tokens.end };
  }

  private fieldName(header: string): string {
    const { tokens } = this;
    const word = tokens.token.text;
    const next = tokens.peek();
    if (header === 'tcp' && word === 'option') return this.tcpOption();
    if (header === 'ip' && word === 'option') return this.ipOption();
    const long = `${header} ${word} ${next.text}`;
    if (next.kind === 'word' && FIELDS.has(long)) {
      tokens.next();
      tokens.next();
      return long;
    }
    if (tokens.token.kind !== 'word' || !fieldsOf(header).includes(word)) tokens.fail();
    tokens.next();
    return `${header} ${word}`;
  }

  private ipOption(): string {
    const { tokens } = this;
    tokens.next();
    const name = `ip option ${tokens.token.text}`;
    if (!FIELDS.has(name)) tokens.fail('lsrr or rr or ssrr or ra');
    tokens.next();
    return name;
  }

  private tcpOption(): string {
    const { tokens } = this;
    tokens.next();
    const option = tokens.next().text;
    const known: Readonly<Record<string, string>> = { mss: 'maxseg' };
    const name = known[option] ?? option;
    if (!tokens.isWord('size')) return `tcp option ${name}`;
    tokens.next();
    return `tcp option ${name} size`;
  }

  private fib(): Expr {
    const { tokens } = this;
    const { start } = tokens.next();
    const keys: string[] = [];
    do {
      if (!tokens.isWord('saddr', 'daddr', 'mark', 'iif', 'oif')) tokens.fail();
      keys.push(tokens.next().text);
    } while (tokens.take('.'));
    if (!tokens.isWord('oif', 'oifname', 'type')) tokens.fail('oif or oifname or type or .');
    return { kind: 'fib', keys, result: tokens.next().text, start, end: tokens.end };
  }

  private numgen(): Expr {
    const { tokens } = this;
    const { start } = tokens.next();
    if (!tokens.isWord('inc', 'random')) tokens.fail('random or inc');
    const mode = tokens.next().text as 'inc' | 'random';
    tokens.expect('mod');
    const modulus = tokens.number();
    return { kind: 'numgen', mode, modulus, offset: this.offset(), start, end: tokens.end };
  }

  private hash(): Expr {
    const { tokens } = this;
    const { start, text } = tokens.next();
    const of = text === 'jhash' ? this.left() : undefined;
    tokens.expect('mod');
    const modulus = tokens.number();
    const seed = tokens.take('seed') ? tokens.number() : undefined;
    return { kind: 'hash', of, modulus, seed, offset: this.offset(), start, end: tokens.end };
  }

  private offset(): number {
    return this.tokens.take('offset') ? this.tokens.number() : 0;
  }

  /** `{ a, b : c }`; of a verdict map everything leads to a verdict. */
  set(verdicts: boolean = false): Expr & { readonly kind: 'set' } {
    const { tokens } = this;
    const { start } = tokens.expect('{');
    tokens.skipNewlines();
    const elements: Element[] = [];
    for (;;) {
      elements.push(this.element(verdicts));
      tokens.skipNewlines();
      if (tokens.is('}')) break;
      if (!tokens.is(',')) tokens.fail("comma or '}'");
      tokens.next();
      tokens.skipNewlines();
      if (tokens.is('}')) break;
    }
    tokens.next();
    return { kind: 'set', elements, start, end: tokens.end };
  }

  private element(verdicts: boolean): Element {
    const { tokens } = this;
    const { start } = tokens.token;
    const key = this.concat(() => this.rightPart());
    this.refuseMask();
    let comment: string | undefined;
    let timeout: number | undefined;
    let expires: number | undefined;
    const statements: Stmt[] = [];
    for (;;) {
      if (tokens.take('timeout')) timeout = this.time();
      else if (tokens.take('expires')) expires = this.time();
      else if (tokens.take('comment')) comment = tokens.string();
      else if (tokens.isWord('counter', 'limit', 'quota')) statements.push(...this.elementStatements());
      else break;
    }
    const { end } = tokens;
    const data = tokens.take(':') ? this.data(verdicts) : undefined;
    return { key, data, comment, timeout, expires, statements, start, end };
  }

  /** What a map leads to: a verdict or a value. */
  private data(verdicts: boolean): Expr {
    const { tokens } = this;
    tokens.skipNewlines();
    const { start } = tokens.token;
    if (tokens.isWord(...VERDICTS)) return { kind: 'verdict', verdict: this.verdict(), start, end: tokens.end };
    if (verdicts) tokens.fail();
    return this.concat(() => this.rightPart());
  }

  /** `accept`, `jump CHAIN`. */
  verdict(): VerdictSyntax {
    const { tokens } = this;
    const kind = tokens.next().text as VerdictSyntax['kind'];
    if (kind !== 'jump' && kind !== 'goto') return { kind };
    const { token } = tokens;
    if (token.kind !== 'word' && token.kind !== 'quoted') tokens.fail("'{'");
    tokens.next();
    return { kind, chain: { text: token.text, start: token.start, end: token.end } };
  }

  /** `1h30m`, or seconds; in microseconds. */
  time(): number {
    const { tokens } = this;
    const { token } = tokens;
    if (token.kind !== 'word' && token.kind !== 'number' && token.kind !== 'quoted') tokens.fail('string');
    tokens.next();
    const time = parseTime(token.text);
    if (time === undefined) throw new Mistake('datatype mismatch, expected time', token);
    return time;
  }
}

/** Words that begin a statement and so are no names. */
const STATEMENT_WORDS = [
  'counter',
  'log',
  'limit',
  'quota',
  'reject',
  'snat',
  'dnat',
  'masquerade',
  'redirect',
  'queue',
  'comment',
  'vmap',
  'map',
  'set',
  'add',
  'update',
  'delete',
  'with',
  'to',
  'and',
  'or',
  'addr',
  'policy',
];

/** Of these some are constants as well. */
const CONSTANT_WORDS = ['snat', 'dnat', 'redirect'];

const META_KEYS =
  'length, protocol, priority, mark, iif, oif, iifname, oifname, iiftype, oiftype, skuid, skgid, nftrace, rtclassid, ' +
  'secmark, nfproto, l4proto, ibrname, obrname, pkttype, cpu, iifgroup, oifgroup, cgroup, random, ipsec, iifkind, ' +
  'oifkind, ibrpvid, ibrvproto, time, day, hour, sdif, sdifname';
