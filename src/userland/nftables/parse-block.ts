import { fieldsOf } from '../../grammar/nftables/fields.ts';
import { KEYWORDS } from '../../grammar/nftables/keywords.ts';
import type { KeptKind } from '../../kernel/netfilter/nft/object.ts';
import { StatementParser } from './parse-statement.ts';
import { Mistake } from './report.ts';
import type { Span } from './scanner.ts';
import type {
  BaseSyntax,
  ChainSyntax,
  Expr,
  KeptSyntax,
  Name,
  ObjectSyntax,
  RuleSyntax,
  SetSyntax,
  TableBlock,
} from './syntax.ts';
import { SyntaxMistake, type TokenStream } from './token-stream.ts';
import { TYPES } from './types.ts';

/** Names of priorities may be used with these words. */
const END = 'newline or semicolon';

/** States of connections that have a timeout of their own. */
const TIMEOUT_STATES: ReadonlySet<string> = new Set(
  'syn_sent syn_recv established fin_wait close_wait last_ack time_wait close syn_sent2 retrans unack unreplied replied'.split(
    ' ',
  ),
);

/** nft opens so many files within each other. */
const MAX_DEPTH = 16;

const CT_OBJECTS = 'timeout or expectation or helper';

/** nft stops reading after so many mistakes. */
export const MAX_MISTAKES = 10;

/** The files that an `include` means, in order; undefined where there is none. */
export type OpenIncluded = (name: string) => readonly { readonly file: string; readonly text: string }[] | undefined;

/** Reads the blocks of tables, chains, sets and objects. */
export class BlockParser extends StatementParser {
  /** What could not be read within blocks. */
  protected readonly mistakes: Mistake[] = [];
  /** The names that the innermost block defines. */
  private own = new Set<string>();

  constructor(
    tokens: TokenStream,
    private readonly defined: Map<string, Expr>,
    private readonly open: OpenIncluded,
  ) {
    super(tokens, defined);
  }

  /** What may stand in every block: `define`, `redefine`, `undefine`, `include`. Whether there was one. */
  protected common(): boolean {
    const { tokens } = this;
    if (!tokens.isWord('define', 'redefine', 'undefine', 'include')) return false;
    const { text, start } = tokens.next();
    if (text === 'include') this.include(start);
    else if (text === 'undefine') {
      const name = this.name();
      this.defined.delete(name.text);
      this.own.delete(name.text);
    } else this.define(text === 'redefine');
    return true;
  }

  private define(again: boolean): void {
    const { tokens } = this;
    const name = this.name();
    tokens.expect('=');
    const value = this.initializer();
    if (!tokens.isEnd) tokens.fail(END);
    if (this.own.has(name.text) && !again) {
      // The end of the statement is read already: the next one is passed over.
      tokens.next();
      throw new Mistake(`redefinition of symbol '${name.text}'`, name);
    }
    this.defined.set(name.text, value);
    this.own.add(name.text);
  }

  private initializer(): Expr {
    const { tokens } = this;
    if (!tokens.is('-')) {
      const value = this.right();
      this.refuseMask();
      return value;
    }
    const { start } = tokens.next();
    return { kind: 'number', text: `-${tokens.number()}`, start, end: tokens.end };
  }

  /** The file is read behind the statement's end; a mistake so takes the next statement with it. */
  private include(start: number): void {
    const { tokens } = this;
    if (tokens.token.kind !== 'quoted' && tokens.token.kind !== 'asterisk') tokens.fail('quoted string');
    const name = tokens.next().text;
    if (!tokens.isEnd) tokens.fail(END);
    const by = { start, end: tokens.end + 1 };
    if (tokens.token.kind !== 'end') tokens.next();
    const files = this.open(name);
    if (files === undefined) throw new Mistake(`File not found: ${name}`, by);
    if (tokens.depthOf(by) + 1 >= MAX_DEPTH)
      throw new Mistake(`Include nested too deeply, max ${MAX_DEPTH} levels`, by);
    for (const { file, text } of files.toReversed()) tokens.include(file, text, by);
  }

  /** A name of the user's. */
  name(expecting: string = 'string'): Name {
    const { token } = this.tokens;
    const isName = token.kind === 'quoted' || (token.kind === 'word' && !KEYWORDS.has(token.text));
    if (!isName) this.tokens.fail(expecting);
    this.tokens.next();
    return { text: token.text, start: token.start, end: token.end };
  }

  /**
   * Reads what stands in braces, line by line, the last line ended as well where it has to be; answers where that is. A line
   * may answer a text: what nft wants behind it, '' where that may also be the end of the block.
   */
  private block(line: () => unknown, separated: boolean = true): number {
    const { tokens } = this;
    tokens.expect('{');
    const { own } = this;
    const outer = new Map(this.defined);
    this.own = new Set();
    for (;;) {
      tokens.skipEnds();
      const { end } = tokens;
      if (tokens.take('}')) {
        this.own = own;
        this.defined.clear();
        for (const [name, value] of outer) this.defined.set(name, value);
        return end;
      }
      if (tokens.token.kind === 'end') tokens.fail();
      this.guarded(() => {
        if (tokens.is('include')) return void this.common();
        const wanted = this.common() ? true : line();
        const after = typeof wanted === 'string' ? wanted : separated ? END : '';
        if (!tokens.isEnd && (after !== '' || !tokens.is('}'))) tokens.fail(after || END);
      });
    }
  }

  /** Reads a line; a mistake in it is noted, and reading goes on with the next. */
  private guarded(line: () => void): void {
    const { tokens } = this;
    const { depth } = tokens;
    try {
      line();
    } catch (error) {
      const isLast = tokens.token.kind === 'end' || this.mistakes.length + 1 >= MAX_MISTAKES;
      if (!(error instanceof Mistake) || isLast) throw error;
      this.mistakes.push(error);
      tokens.recover();
      tokens.depth = depth;
    }
  }

  table(): TableBlock {
    const { tokens } = this;
    const objects: { name: Name; object: ObjectSyntax }[] = [];
    const kept: { kind: KeptKind; name: Name; said: KeptSyntax }[] = [];
    const sets: { name: Name; isMap: boolean; set: SetSyntax }[] = [];
    const chains: { name: Name; chain: ChainSyntax; rules: RuleSyntax[] }[] = [];
    const flags: string[] = [];
    let comment: string | undefined;
    this.block(() => {
      const word = tokens.token.kind === 'word' ? tokens.token.text : '';
      if (word === 'chain') {
        tokens.next();
        chains.push({ name: this.name(), ...this.chain() });
      } else if (word === 'set' || word === 'map') {
        tokens.next();
        sets.push({ name: this.name(), isMap: word === 'map', set: this.setBlock(word === 'map') });
      } else if (word === 'counter' || word === 'quota' || word === 'limit') {
        tokens.next();
        objects.push({ name: this.name(), object: this.object(word) });
      } else if (this.isKept()) {
        const kind = this.keptKind();
        kept.push({ kind, name: this.name(), said: this.kept(kind) });
      } else if (word === 'flags') {
        tokens.next();
        flags.push(this.name().text);
      } else if (word === 'comment') {
        tokens.next();
        comment = this.comment();
      } else tokens.fail();
    });
    return { flags, comment, objects, kept, sets, chains };
  }

  /** A chain's block: its hook and policy, and its rules. */
  chain(): { chain: ChainSyntax; rules: RuleSyntax[] } {
    const { tokens } = this;
    let base: BaseSyntax | undefined;
    let policy: 'accept' | 'drop' | undefined;
    let comment: string | undefined;
    let policySpan: Span | undefined;
    const rules: RuleSyntax[] = [];
    this.block(() => {
      if (tokens.is('type')) base = this.base();
      else if (tokens.is('policy')) {
        const { start } = tokens.next();
        policy = this.policy();
        policySpan = { start, end: tokens.end };
      } else if (tokens.take('comment')) comment = this.comment();
      else if (tokens.take('flags')) this.name();
      else rules.push(this.rule());
    });
    return { chain: { base, policy, policySpan, comment }, rules };
  }

  private policy(): 'accept' | 'drop' {
    const { tokens } = this;
    if (!tokens.is('$')) {
      if (!tokens.isWord('accept', 'drop')) tokens.fail("accept or drop or '$'");
      return tokens.next().text as 'accept' | 'drop';
    }
    const value = this.variable();
    if (value.kind === 'symbol' && (value.text === 'accept' || value.text === 'drop')) return value.text;
    throw new Mistake('invalid policy expression', value);
  }

  private base(): BaseSyntax {
    const { tokens } = this;
    tokens.next();
    const type = this.name();
    tokens.expect('hook', 'hook');
    const hook = this.name();
    const devices: string[] = [];
    if (tokens.take('device')) devices.push(tokens.string());
    else if (tokens.take('devices')) {
      tokens.expect('=');
      devices.push(...this.set().elements.map(({ key }) => ('text' in key ? key.text : '')));
    }
    const { start } = tokens.expect('priority');
    let name: string | undefined;
    let offset = 0;
    if (tokens.is('$')) {
      const value = this.variable();
      if (value.kind === 'number') offset = Number(value.text);
      else if (value.kind === 'symbol') name = value.text;
    } else if (tokens.token.kind === 'number' || tokens.is('-')) {
      const sign = tokens.take('-') ? -1 : 1;
      offset = sign * tokens.number();
    } else {
      name = this.name().text;
      if (tokens.is('+') || tokens.is('-')) {
        const sign = tokens.next().text === '+' ? 1 : -1;
        offset = sign * tokens.number();
      } else {
        // A name may swallow what is joined to it: `filter-10`.
        const joined = /^([a-z]+)-(\d+)$/.exec(name);
        if (joined !== null) [name, offset] = [joined[1], -Number(joined[2])];
      }
    }
    return { type, hook, priority: { name, offset, start, end: tokens.end }, devices };
  }

  /** `ipv4_addr . inet_service`. */
  private types(): Name[] {
    const { tokens } = this;
    const types = [this.type()];
    while (tokens.take('.')) types.push(this.type());
    return types;
  }

  private type(): Name {
    const { token } = this.tokens;
    if (token.kind !== 'word') this.tokens.fail('string');
    if (token.text !== 'verdict' && !TYPES.has(token.text)) throw new Mistake(`unknown datatype ${token.text}`, token);
    this.tokens.next();
    return { text: token.text, start: token.start, end: token.end };
  }

  setBlock(isMap: boolean): SetSyntax {
    const { tokens } = this;
    const { start } = tokens.token;
    const set: { -readonly [K in keyof SetSyntax]: SetSyntax[K] } = {
      types: undefined,
      typeOf: undefined,
      data: undefined,
      dataOf: undefined,
      flags: [],
      timeout: undefined,
      gcInterval: undefined,
      size: undefined,
      policy: undefined,
      autoMerge: false,
      comment: undefined,
      elements: undefined,
      statements: [],
      start,
      end: start,
    };
    set.end = this.block(() => {
      if (tokens.take('type')) {
        const types = this.types();
        if (isMap) {
          tokens.expect(':', 'colon or .');
          set.data = this.types();
        }
        set.types = types;
        return `${END} or .`;
      } else if (tokens.take('typeof')) {
        set.typeOf = this.left();
        if (isMap) {
          tokens.expect(':');
          if (tokens.isWord('verdict')) set.data = this.types();
          else set.dataOf = this.left();
        }
      } else if (tokens.take('flags')) {
        const flags: string[] = [];
        do {
          if (!tokens.isWord('constant', 'interval', 'timeout', 'dynamic'))
            tokens.fail('constant or interval or timeout or dynamic');
          flags.push(tokens.next().text);
        } while (tokens.take(','));
        set.flags = flags;
        return `${END} or comma`;
      } else if (tokens.take('timeout')) set.timeout = this.time();
      else if (tokens.take('gc-interval')) set.gcInterval = this.time();
      else if (tokens.take('size')) set.size = tokens.number();
      else if (tokens.take('policy')) {
        if (!tokens.isWord('performance', 'memory')) tokens.fail('performance or memory');
        set.policy = tokens.next().text;
      } else if (tokens.take('auto-merge')) set.autoMerge = true;
      else if (tokens.take('comment')) set.comment = this.comment();
      else if (tokens.take('elements')) {
        tokens.expect('=');
        set.elements = tokens.is('$') ? (this.variable() as Expr & { kind: 'set' }) : this.set();
        return '';
      } else if (tokens.isWord('counter', 'limit', 'quota')) set.statements = [...set.statements, this.stateful()];
      else tokens.fail();
    });
    return set;
  }

  /** Whether an object without effect is named next. */
  protected isKept(): boolean {
    return this.tokens.isWord('ct', 'synproxy', 'flowtable');
  }

  /** `ct helper`, `ct timeout`, `ct expectation`, `synproxy`, `flowtable`. */
  protected keptKind(): KeptKind {
    const { tokens } = this;
    const { text } = tokens.next();
    if (text !== 'ct') return text as KeptKind;
    const { token } = tokens;
    // Behind `ct` its keys are words of the language.
    const isObject = tokens.isWord('helper', 'timeout', 'expectation');
    if (!isObject && token.kind === 'word' && fieldsOf('ct').includes(token.text))
      throw new SyntaxMistake(`syntax error, unexpected ${token.text}, expecting ${CT_OBJECTS}`, token);
    if (!isObject) tokens.fail(CT_OBJECTS);
    return `ct ${tokens.next().text}` as KeptKind;
  }

  /** The block of an object without effect. */
  protected kept(kind: KeptKind): KeptSyntax {
    const { tokens } = this;
    const said = new Map<string, string>();
    if (!tokens.is('{')) tokens.fail("'{'");
    this.block(() => {
      if (kind === 'flowtable') return this.flowtableLine(said);
      do {
        if (tokens.token.kind !== 'word') tokens.fail();
        const key = tokens.next().text;
        if (key === 'policy') said.set(key, this.timeouts());
        else if (key === 'timestamp' || key === 'sack-perm') said.set(key, '');
        else if (key === 'timeout') said.set(key, tokens.next().text);
        else said.set(key, tokens.next().text);
      } while (tokens.token.kind === 'word');
      return undefined;
    });
    return said;
  }

  /** `= { established : 100, close : 4 }`. */
  private timeouts(): string {
    const { tokens } = this;
    tokens.expect('=');
    tokens.expect('{');
    const states: string[] = [];
    while (!tokens.is('}')) {
      const state = tokens.next();
      if (!TIMEOUT_STATES.has(state.text)) throw new Mistake('invalid state for this protocol', state);
      tokens.expect(':');
      states.push(`${state.text} : ${tokens.next().text}`);
      if (!tokens.take(',')) break;
    }
    tokens.expect('}');
    return `= { ${states.join(', ')} }`;
  }

  private flowtableLine(said: Map<string, string>): undefined {
    const { tokens } = this;
    if (tokens.take('hook')) {
      const hook = this.name().text;
      tokens.expect('priority');
      const sign = tokens.take('-') ? -1 : 1;
      const base = tokens.take('filter') ? 0 : sign * tokens.number();
      const more = tokens.is('+') || tokens.is('-') ? (tokens.next().text === '-' ? -1 : 1) * tokens.number() : 0;
      const priority = base + more;
      const near = Math.abs(priority) <= 10;
      const offset = priority === 0 ? '' : ` ${priority > 0 ? '+' : '-'} ${Math.abs(priority)}`;
      said.set('hook', `${hook} priority ${near ? `filter${offset}` : priority}`);
    } else if (tokens.take('devices')) {
      tokens.expect('=');
      const set = tokens.is('$') ? this.variable() : this.set();
      const devices = set.kind === 'set' ? set.elements.map(({ key }) => ('text' in key ? key.text : '')) : [];
      said.set('devices', `= { ${devices.sort().join(', ')} }`);
    } else if (tokens.take('flags')) said.set('flags', this.name().text);
    else if (tokens.take('counter')) said.set('counter', '');
    else tokens.fail();
    return undefined;
  }

  /** What a counter, quota or limit with a name says: in braces, or bare. */
  object(type: ObjectSyntax['type']): ObjectSyntax {
    const { tokens } = this;
    const object = { type, packets: 0, bytes: 0, over: false, used: 0, rate: undefined, comment: undefined };
    let read: ObjectSyntax = object;
    const content = () => {
      const { start } = tokens.token;
      if (tokens.take('comment')) read = { ...read, comment: this.comment() };
      else if (type === 'limit') {
        if (!tokens.take('rate')) tokens.fail('comment or rate');
        read = { ...read, rate: this.rate() };
      } else if (type === 'quota') read = { ...read, ...this.quota(start) };
      else {
        tokens.expect('packets');
        const packets = tokens.number();
        tokens.expect('bytes');
        read = { ...read, packets, bytes: tokens.number() };
      }
    };
    if (tokens.is('{')) this.block(content, false);
    else if (!tokens.isEnd) content();
    return read;
  }
}
