import { ExpressionParser } from './parse-expression.ts';
import { Mistake } from './report.ts';
import type { Token } from './scanner.ts';
import type { Expr, RateSyntax, RuleSyntax, Stmt } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

const OPERATORS = ['==', '!=', '<', '>', '<=', '>='];
const NAMED_OPERATORS: Readonly<Record<string, string>> = { eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' };
const RATE_UNITS = ['second', 'minute', 'hour', 'day', 'week'];
const BYTES: Readonly<Record<string, number>> = { bytes: 1, kbytes: 1024, mbytes: 1024 ** 2 };
const NAT_FLAGS = ['random', 'fully-random', 'persistent'];

/** Flags of `log` (NF_LOG_*). */
const LOG_FLAGS: Readonly<Record<string, number>> = { skuid: 8, ether: 32, all: 47 };

/** What `ct` sets by the name of an object. */
const KEPT_OF_CT = ['helper', 'timeout', 'expectation'];

const isName = ({ kind }: Token) => kind === 'quoted';

/** Statements that nft knows and that are not simulated. */
const UNSIMULATED = ['queue', 'tproxy'];

/** Reads the statements of rules. */
export class StatementParser extends ExpressionParser {
  constructor(tokens: TokenStream, variables: ReadonlyMap<string, Expr>) {
    super(tokens, variables, () => [this.stateful()]);
  }

  /** A rule up to its end. */
  rule(): RuleSyntax {
    const { tokens } = this;
    const { start } = tokens.token;
    const statements: Stmt[] = [this.statement()];
    while (!tokens.isEnd && !tokens.is('}') && !tokens.is('comment')) statements.push(this.statement());
    const comment = tokens.take('comment') ? this.comment() : undefined;
    return { statements, comment, start, end: tokens.end };
  }

  /** The text of a comment. */
  comment(): string {
    return this.tokens.string();
  }

  private statement(): Stmt {
    const { tokens } = this;
    const { token } = tokens;
    const { start } = token;
    if (token.kind === 'word') {
      if (UNSIMULATED.includes(token.text)) return this.unsimulated();
      switch (token.text) {
        case 'accept':
        case 'drop':
        case 'continue':
        case 'return':
        case 'jump':
        case 'goto':
          return { kind: 'verdict', verdict: this.verdict(), start, end: tokens.end };
        case 'counter':
        case 'limit':
        case 'quota':
          return this.stateful();
        case 'log':
          return this.log();
        case 'reject':
          return this.reject();
        case 'snat':
        case 'dnat':
        case 'masquerade':
        case 'redirect':
          return this.nat();
        case 'fwd':
        case 'dup':
          return this.copying();
        case 'notrack':
          tokens.next();
          return { kind: 'notrack', start, end: tokens.end };
        case 'add':
        case 'update':
        case 'delete':
          return this.update();
        case 'ct':
          if (tokens.peek().text === 'count') return this.stateful();
          if (KEPT_OF_CT.includes(tokens.peek().text) && tokens.peek(2).text === 'set' && isName(tokens.peek(3)))
            return this.keptOfCt();
          break;
        case 'meter':
          return this.meter();
        case 'set':
          return this.setUpdate();
        case 'flow':
          return this.flow();
        case 'synproxy':
          return this.synproxy();
      }
    }
    return this.match();
  }

  /** A statement of another world: what it says is read, and told to be not simulated. */
  private unsimulated(): Stmt {
    const { tokens } = this;
    const { start, text } = tokens.token;
    while (!tokens.isEnd && !tokens.is('}') && !tokens.is('comment')) tokens.next();
    // Of what the kernel lacks only the first word is blamed.
    return { kind: 'unsimulated', what: text, start, end: text === 'queue' ? start + text.length : tokens.end };
  }

  /** A test, a verdict map, or the setting of a field. */
  private match(): Stmt {
    const { tokens } = this;
    const left = this.left();
    const { start } = left;
    if (tokens.take('vmap')) {
      const mappings = this.mappings(true);
      return { kind: 'vmap', key: left, mappings, start, end: tokens.end };
    }
    if (tokens.isWord('set') && (left.kind === 'field' || left.kind === 'raw')) {
      tokens.next();
      return { kind: 'set', target: left, value: this.value(), start, end: tokens.end };
    }
    const op = this.operator();
    const right = op === undefined && tokens.is('!') ? undefined : this.right();
    if (right === undefined) {
      tokens.next();
      return { kind: 'match', left, op: '!', right: this.right(), start, end: tokens.end };
    }
    // `tcp flags syn / syn,ack`: the bits that count stand behind.
    if (op !== '<' && op !== '>' && right.kind !== 'prefix' && tokens.is('/')) {
      tokens.next();
      if (tokens.is('{')) tokens.fail();
      const mask = this.values();
      const masked: Expr = { kind: 'binary', op: '&', left, right: mask, start: left.start, end: left.end };
      return { kind: 'match', left: masked, op: op ?? '==', right, start, end: tokens.end };
    }
    return { kind: 'match', left, op, right, start, end: tokens.end };
  }

  private operator(): string | undefined {
    const { token } = this.tokens;
    if (token.kind === 'mark' && OPERATORS.includes(token.text)) return this.tokens.next().text;
    const named = token.kind === 'word' ? NAMED_OPERATORS[token.text] : undefined;
    if (named !== undefined) this.tokens.next();
    return named;
  }

  /** What a field is set to, or an address to translate to: a value, a map of one, a combination of bits. */
  private value(): Expr {
    const { tokens } = this;
    const key = this.left();
    this.refuseMask();
    if (tokens.take('map')) {
      const mappings = this.mappings();
      return { kind: 'map', key, mappings, start: key.start, end: tokens.end };
    }
    if (!tokens.is('-')) return key;
    tokens.next();
    const high = this.left();
    return { kind: 'range', low: key, high, start: key.start, end: tokens.end };
  }

  private mappings(verdicts: boolean = false): Expr {
    const { tokens } = this;
    if (tokens.is('{')) return this.set(verdicts);
    if (tokens.is('$')) return this.variable();
    if (!tokens.is('@')) tokens.fail();
    return this.primary();
  }

  /** A statement that keeps a state: counter, limit, quota, `ct count`. */
  stateful(): Stmt {
    const { tokens } = this;
    const { start, text } = tokens.next();
    if (text === 'ct') {
      tokens.next();
      const over = tokens.take('over');
      return { kind: 'connlimit', over, count: tokens.number(), start, end: tokens.end };
    }
    const type = text as 'counter' | 'limit' | 'quota';
    if (tokens.take('name')) {
      const token = tokens.token;
      const name = { text: tokens.string(), start: token.start, end: token.end };
      return { kind: 'object', type, name, start, end: tokens.end };
    }
    if (type === 'counter') {
      const packets = tokens.take('packets') ? tokens.number() : 0;
      const bytes = tokens.take('bytes') ? tokens.number() : 0;
      return { kind: 'counter', packets, bytes, start, end: tokens.end };
    }
    if (type === 'quota') return { kind: 'quota', ...this.quota(start), start, end: tokens.end };
    if (!tokens.take('rate')) tokens.fail('name or rate');
    return { kind: 'limit', ...this.rate(), start, end: tokens.end };
  }

  /** `[over] 10 mbytes [used 5 bytes]`. */
  quota(start: number): { over: boolean; bytes: number; used: number } {
    const { tokens } = this;
    const over = tokens.take('over');
    if (!over) tokens.take('until');
    const bytes = this.bytes(start);
    const used = tokens.take('used') ? this.bytes(start) : 0;
    return { over, bytes, used };
  }

  private bytes(start: number): number {
    const { tokens } = this;
    const count = tokens.number();
    const factor = BYTES[tokens.string()];
    if (factor === undefined) throw new Mistake('Wrong rate format', { start, end: tokens.end });
    return count * factor;
  }

  /** `[over] 5/second [burst 5 packets]`, `10 mbytes/second [burst 1 kbytes]`. */
  rate(): RateSyntax {
    const { tokens } = this;
    const { start } = tokens.token;
    const over = tokens.take('over');
    let rate = tokens.number();
    let bytes = false;
    const factor = tokens.token.kind === 'word' ? tokens.token.text.split('/') : [];
    if (factor.length > 0 && BYTES[factor[0]!] !== undefined) {
      bytes = true;
      rate *= BYTES[factor[0]!]!;
      tokens.next();
    } else if (!tokens.is('/')) tokens.fail('/ or string or bytes');
    let unit = factor[1];
    if (unit === undefined) {
      tokens.expect('/');
      if (!tokens.isWord(...RATE_UNITS)) tokens.fail();
      unit = tokens.next().text;
    } else if (!RATE_UNITS.includes(unit)) throw new Mistake('Wrong rate format', { start, end: tokens.end });
    let burst: number | undefined;
    if (tokens.take('burst')) {
      burst = tokens.number();
      if (tokens.isWord('packets')) tokens.next();
      else if (BYTES[tokens.token.text] !== undefined) burst *= BYTES[tokens.next().text]!;
      else tokens.fail(bytes ? 'string or bytes' : 'packets or string or bytes');
    }
    return { rate, unit, bytes, burst, over };
  }

  private log(): Stmt {
    const { tokens } = this;
    const { start } = tokens.next();
    let [prefix, level]: (string | undefined)[] = [];
    let levelSpan: { start: number; end: number } | undefined;
    let [group, snaplen, threshold]: (number | undefined)[] = [];
    let flags = 0;
    for (;;) {
      if (tokens.take('prefix')) prefix = tokens.string();
      else if (tokens.take('level')) {
        levelSpan = tokens.token;
        level = tokens.string();
      } else if (tokens.take('group')) group = tokens.number();
      else if (tokens.take('snaplen')) snaplen = tokens.number();
      else if (tokens.take('queue-threshold')) threshold = tokens.number();
      else if (tokens.take('flags')) flags |= this.logFlags();
      else break;
    }
    return { kind: 'log', prefix, level, levelSpan, flags, group, snaplen, threshold, start, end: tokens.end };
  }

  private logFlags(): number {
    const { tokens } = this;
    if (tokens.take('tcp')) {
      let flags = 0;
      do {
        if (!tokens.isWord('sequence', 'options')) tokens.fail('options or sequence');
        flags |= tokens.next().text === 'sequence' ? 1 : 2;
      } while (tokens.take(','));
      return flags;
    }
    if (tokens.take('ip')) {
      tokens.expect('options');
      return 4;
    }
    if (!tokens.isWord(...Object.keys(LOG_FLAGS))) tokens.fail();
    return LOG_FLAGS[tokens.next().text]!;
  }

  private reject(): Stmt {
    const { tokens } = this;
    const { start, end } = tokens.next();
    const keyword = { start, end };
    if (!tokens.take('with')) return { kind: 'reject', type: undefined, code: undefined, keyword, start, end };
    if (tokens.take('tcp')) {
      tokens.expect('reset');
      return { kind: 'reject', type: 'tcp reset', code: undefined, keyword, start, end: tokens.end };
    }
    if (!tokens.isWord('icmp', 'icmpv6', 'icmpx')) tokens.fail('icmp or icmpx or icmpv6 or tcp');
    const type = tokens.next().text as 'icmp' | 'icmpv6' | 'icmpx';
    tokens.take('type');
    const { token } = tokens;
    if (token.kind !== 'word' && token.kind !== 'number') tokens.fail();
    tokens.next();
    const code = { text: token.text, start: token.start, end: token.end };
    return { kind: 'reject', type, code, keyword, start, end: tokens.end };
  }

  private nat(): Stmt {
    const { tokens } = this;
    const keyword = tokens.next();
    const { start } = keyword;
    const kind = keyword.text as 'snat' | 'dnat' | 'masquerade' | 'redirect';
    let family: 'ip' | 'ip6' | undefined;
    let both = false;
    if (
      tokens.isWord('ip', 'ip6') &&
      (tokens.peek().text === 'to' || tokens.peek().text === 'addr' || tokens.peek().text === 'prefix')
    ) {
      family = tokens.next().text as 'ip' | 'ip6';
      if (tokens.take('addr')) {
        tokens.expect('.');
        if (tokens.token.text !== 'port') tokens.fail();
        tokens.next();
        both = true;
      }
    }
    const netmap = tokens.take('prefix');
    const hasTo = tokens.take('to');
    let [address, port]: (Expr | undefined)[] = [];
    const hasTarget = !tokens.isEnd && !tokens.isWord(...NAT_FLAGS, 'comment') && !tokens.is('}');
    if ((hasTo || kind === 'snat' || kind === 'dnat') && (hasTarget || hasTo)) {
      if (!tokens.is(':') && kind !== 'masquerade' && kind !== 'redirect') address = this.value();
      if (kind === 'masquerade') tokens.expect(':');
      if (kind === 'masquerade' || tokens.take(':') || kind === 'redirect') port = this.value();
    } else if (kind === 'snat' || kind === 'dnat') tokens.fail();
    const flags: string[] = [];
    while (tokens.isWord(...NAT_FLAGS)) {
      flags.push(tokens.next().text);
      if (!tokens.take(',')) break;
    }
    const span = { start: keyword.start, end: keyword.end };
    return { kind, keyword: span, family, both, netmap, address, port, flags, start, end: tokens.end };
  }

  /** `ct helper set "ftp"`. */
  private keptOfCt(): Stmt {
    const { tokens } = this;
    const { start } = tokens.next();
    const type = `ct ${tokens.next().text}` as 'ct helper';
    tokens.next();
    const name = tokens.next();
    return { kind: 'kept', type, name, start, end: tokens.end };
  }

  /** `flow add @NAME`. */
  private flow(): Stmt {
    const { tokens } = this;
    const { start } = tokens.next();
    tokens.expect('add');
    tokens.expect('@');
    const name = tokens.next();
    return { kind: 'kept', type: 'flowtable', name, start, end: tokens.end };
  }

  /** `synproxy name "s"`, `synproxy mss 1460 wscale 7 timestamp sack-perm`. */
  private synproxy(): Stmt {
    const { tokens } = this;
    const { start } = tokens.next();
    if (tokens.take('name')) return { kind: 'kept', type: 'synproxy', name: tokens.next(), start, end: tokens.end };
    const words = ['synproxy'];
    while (tokens.isWord('mss', 'wscale', 'timestamp', 'sack-perm')) {
      const { text } = tokens.next();
      words.push(text === 'mss' || text === 'wscale' ? `${text} ${tokens.number()}` : text);
    }
    return { kind: 'inert', text: words.join(' '), start, end: tokens.end };
  }

  /** `fwd to DEVICE`, `dup to DEVICE`; to an address it is not simulated. */
  private copying(): Stmt {
    const { tokens } = this;
    if (tokens.peek().text !== 'to') return this.unsimulated();
    const { start, text } = tokens.next();
    tokens.next();
    const device = this.value();
    if (tokens.is('device')) return { ...this.unsimulated(), what: text, start } as Stmt;
    return { kind: text as 'fwd' | 'dup', device, start, end: tokens.end };
  }

  /** `meter NAME [size N] { KEY [timeout T] STATEMENT }`. */
  private meter(): Stmt {
    const { tokens } = this;
    const { start } = tokens.next();
    const name = tokens.next();
    if (name.kind !== 'word' && name.kind !== 'quoted') tokens.fail('string');
    const size = tokens.take('size') ? tokens.number() : undefined;
    tokens.expect('{');
    const key = this.left();
    const timeout = tokens.take('timeout') ? this.time() : undefined;
    const statements = [this.stateful()];
    tokens.expect('}');
    return { kind: 'meter', name, size, key, timeout, statements, start, end: tokens.end };
  }

  /** `set add KEY [timeout T] @NAME`, an older way to write `add @NAME { KEY }`. */
  private setUpdate(): Stmt {
    const { tokens } = this;
    const { start } = tokens.next();
    if (!tokens.isWord('add', 'update', 'delete')) tokens.fail('add or update or delete');
    const op = tokens.next().text as 'add';
    const key = this.left();
    const timeout = tokens.take('timeout') ? this.time() : undefined;
    const at = tokens.expect('@');
    const name = tokens.next();
    const set = { text: name.text, start: at.start, end: name.end };
    return { kind: 'update', op, set, key, data: undefined, timeout, statements: [], start, end: tokens.end };
  }

  private update(): Stmt {
    const { tokens } = this;
    const { start, text } = tokens.next();
    const at = tokens.expect('@');
    const name = tokens.next();
    const set = { text: name.text, start: at.start, end: name.end };
    tokens.expect('{');
    const key = this.left();
    let timeout: number | undefined;
    const statements: Stmt[] = [];
    for (;;) {
      if (tokens.take('timeout')) timeout = this.time();
      else if (tokens.isWord('counter', 'limit', 'quota', 'ct')) statements.push(this.stateful());
      else break;
    }
    const data = tokens.take(':') ? this.left() : undefined;
    tokens.expect('}');
    return { kind: 'update', op: text as 'add', set, key, data, timeout, statements, start, end: tokens.end };
  }
}
