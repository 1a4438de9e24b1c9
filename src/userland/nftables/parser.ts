import { BlockParser, MAX_MISTAKES, type OpenIncluded } from './parse-block.ts';
import { Mistake } from './report.ts';
import type { Command, Expr, Name, RulePlace, TableName } from './syntax.ts';
import { type Included, TokenStream } from './token-stream.ts';

const FAMILIES = ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'];
const OBJECTS = ['counter', 'quota', 'limit'] as const;

/** What `list` and `reset` show all of. */
const ALL = [
  'ruleset',
  'tables',
  'chains',
  'sets',
  'maps',
  'meters',
  'counters',
  'quotas',
  'limits',
  'flowtables',
  'synproxys',
  'secmarks',
  'hooks',
];

/** Keywords that begin no expression, though a name of a value may be so. */
const NO_EXPRESSIONS = ['ecn'];

/** What a source says, and what in it could not be read. */
export interface Script {
  readonly commands: readonly Command[];
  readonly mistakes: readonly Mistake[];
  /** The files that it included. */
  readonly included: readonly Included[];
}

/** Reads a source. A mistake ends its statement; what follows is read all the same. */
export function parseScript(text: string, defines: ReadonlyMap<string, string>, open: OpenIncluded): Script {
  const variables = new Map<string, Expr>();
  for (const [name, value] of defines) {
    const tokens = new TokenStream(value);
    variables.set(name, new Parser(tokens, new Map(), open).right());
  }
  return new Parser(new TokenStream(text), variables, open).script();
}

class Parser extends BlockParser {
  script(): Script {
    const { tokens } = this;
    const commands: Command[] = [];
    const { mistakes } = this;
    for (tokens.skipEnds(); tokens.token.kind !== 'end'; tokens.skipEnds()) {
      try {
        const command = this.command();
        if (command !== undefined) commands.push(command);
        if (command !== undefined && !tokens.isEnd) tokens.fail('end of file or newline or semicolon');
      } catch (error) {
        if (!(error instanceof Mistake)) throw error;
        mistakes.push(error);
        if (mistakes.length >= MAX_MISTAKES) break;
        tokens.recover();
      }
    }
    return { commands, mistakes, included: tokens.included };
  }

  private command(): Command | undefined {
    const { tokens } = this;
    const { token } = tokens;
    const { start } = token;
    if (token.kind !== 'word') tokens.fail();
    const done = (command: object): Command => ({ ...command, start, end: tokens.end + 1 }) as Command;
    switch (token.text) {
      case 'define':
      case 'redefine':
      case 'undefine':
      case 'include':
        this.common();
        if (token.text !== 'include' && !tokens.isEnd) tokens.fail('newline or semicolon');
        return undefined;
      case 'add':
      case 'create':
      case 'insert':
      case 'replace':
      case 'delete':
      case 'flush':
      case 'list':
      case 'reset':
      case 'rename':
      case 'get':
        tokens.next();
        return done({ verb: token.text, ...this.operation(token.text) });
      case 'describe':
        tokens.next();
        return done({ verb: 'describe', object: 'expression', expression: this.described() });
      case 'table':
      case 'chain':
      case 'rule':
      case 'set':
      case 'map':
      case 'element':
      case 'counter':
      case 'quota':
      case 'limit':
      case 'ct':
      case 'synproxy':
      case 'flowtable':
        return done({ verb: 'add', ...this.addition('add') });
    }
    // Without a verb it is a rule for the chain that is named.
    return done({ verb: 'add', ...this.ruleIn() });
  }

  /** A field, or a word that may be the name of a type. */
  private described(): Expr {
    const { tokens } = this;
    const { token } = tokens;
    if (token.kind === 'word' && NO_EXPRESSIONS.includes(token.text)) tokens.fail();
    return this.primary();
  }

  private operation(verb: string): object {
    switch (verb) {
      case 'add':
      case 'create':
        return this.addition(verb);
      case 'insert':
      case 'replace':
        return this.ruleCommand();
      case 'delete':
        return this.deletion();
      case 'flush':
        return this.flushing();
      case 'rename':
        return this.renaming();
      default:
        return this.listing(verb);
    }
  }

  private family(): string {
    const { tokens } = this;
    return tokens.isWord(...FAMILIES) ? tokens.next().text : 'ip';
  }

  private tableName(expecting?: string): TableName {
    const family = this.family();
    return { family, table: this.name(expecting) };
  }

  private addition(verb: string): object {
    const { tokens } = this;
    const { token } = tokens;
    if (token.kind !== 'word') tokens.fail(verb === 'add' || verb === 'create' ? 'string' : undefined);
    switch (token.text) {
      case 'table': {
        tokens.next();
        const at = this.tableName();
        return { object: 'table', at, ...(tokens.is('{') ? { block: this.table() } : {}) };
      }
      case 'chain': {
        tokens.next();
        const at = this.tableName();
        const name = this.name();
        return { object: 'chain', at, name, ...(tokens.is('{') ? this.chain() : {}) };
      }
      case 'rule':
        return this.ruleCommand();
      case 'set':
      case 'map': {
        tokens.next();
        const at = this.tableName();
        const name = this.name();
        if (!tokens.is('{')) tokens.fail("'{'");
        return { object: token.text, at, name, set: this.setBlock(token.text === 'map') };
      }
      case 'element': {
        tokens.next();
        const at = this.tableName();
        const name = this.name();
        if (!tokens.is('{') && !tokens.is('$')) tokens.fail("'{' or '$'");
        return { object: 'element', at, name, elements: tokens.is('$') ? this.variable() : this.set() };
      }
      case 'counter':
      case 'quota':
      case 'limit': {
        tokens.next();
        const at = this.tableName();
        return { object: token.text, at, name: this.name(), value: this.object(token.text) };
      }
    }
    if (this.isKept()) {
      const kind = this.keptKind();
      const at = this.tableName();
      const name = this.name();
      return { object: 'kept', kind, at, name, said: this.kept(kind) };
    }
    return this.ruleIn();
  }

  private ruleCommand(): object {
    const { tokens } = this;
    tokens.take('rule');
    return this.ruleIn();
  }

  /** `[FAMILY] TABLE CHAIN [handle N | position N | index N] STATEMENT…`. */
  private ruleIn(): object {
    const at = this.tableName();
    const chain = this.name();
    const place = this.place();
    return { object: 'rule', at, chain, place, rule: this.rule() };
  }

  private place(): RulePlace | undefined {
    const { tokens } = this;
    if (!tokens.isWord('handle', 'position', 'index')) return undefined;
    const { start, text } = tokens.next();
    const number = this.numeral();
    // A complaint about the old words marks them too.
    return { by: text as RulePlace['by'], number: text === 'handle' ? number : { ...number, start } };
  }

  private numeral(): Name {
    const { token } = this.tokens;
    this.tokens.number();
    return { text: token.text, start: token.start, end: token.end };
  }

  private deletion(): object {
    const { tokens } = this;
    const { token } = tokens;
    const { text } = token;
    if (token.kind !== 'word') tokens.fail();
    switch (text) {
      case 'table':
        tokens.next();
        return { object: 'table', ...this.byHandle(true) };
      case 'chain': {
        tokens.next();
        const at = this.tableName();
        if (!tokens.take('handle')) return { object: 'chain', at, name: this.name() };
        return { object: 'chain', at, name: this.numeral(), handle: true };
      }
      case 'element': {
        tokens.next();
        const at = this.tableName();
        const name = this.name();
        if (!tokens.is('{')) tokens.fail("'{' or '$'");
        return { object: 'element', at, name, elements: this.set() };
      }
      case 'set':
      case 'map':
      case 'counter':
      case 'quota':
      case 'limit':
        tokens.next();
        return { object: text, at: this.tableName(), name: this.name() };
    }
    if (this.isKept()) {
      const kind = this.keptKind();
      return { object: 'kept', kind, at: this.tableName(), name: this.name() };
    }
    tokens.take('rule');
    const at = this.tableName();
    const chain = this.name();
    if (!tokens.isWord('handle')) tokens.fail('handle');
    tokens.next();
    return { object: 'rule', at, chain, place: { by: 'handle', number: this.numeral() } };
  }

  private byHandle(isTable: boolean): object {
    const { tokens } = this;
    const family = this.family();
    if (!isTable || !tokens.take('handle')) return { at: { family, table: this.name() } };
    const handle = this.numeral();
    return { at: { family, table: handle }, handle };
  }

  private flushing(): object {
    const { tokens } = this;
    const { token } = tokens;
    if (!tokens.isWord('ruleset', 'table', 'chain', 'set', 'map')) tokens.fail();
    tokens.next();
    switch (token.text) {
      case 'ruleset':
        return { object: 'all', what: 'ruleset', family: this.familyOrNone(), table: undefined };
      case 'table':
        return { object: 'table', at: this.tableName() };
      default:
        return { object: token.text, at: this.tableName(), name: this.name() };
    }
  }

  private familyOrNone(): string | undefined {
    const { tokens } = this;
    return tokens.isWord(...FAMILIES) ? tokens.next().text : undefined;
  }

  private renaming(): object {
    const { tokens } = this;
    tokens.expect('chain');
    const at = this.tableName();
    const name = this.name();
    return { object: 'chain', at, name, newName: this.name() };
  }

  /** `ct helper TABLE NAME`, `ct helpers table TABLE`, `synproxy TABLE NAME`, `flowtable TABLE NAME`. */
  private listingKept(): object {
    const { tokens } = this;
    if (tokens.is('ct') && tokens.peek().text !== 'helpers') {
      const next = tokens.peek().text;
      if (next !== 'helper' && next !== 'timeout' && next !== 'expectation') {
        tokens.next();
        tokens.fail('timeout or expectation or helper or helpers');
      }
    } else if (tokens.is('ct')) {
      tokens.next();
      tokens.next();
      tokens.expect('table');
      const { family, table } = this.tableName();
      return { object: 'all', what: 'ct helpers', family, table };
    }
    const kind = this.keptKind();
    return { object: 'kept', kind, at: this.tableName(), name: this.name() };
  }

  private listing(verb: string): object {
    const { tokens } = this;
    const { token } = tokens;
    if (token.kind !== 'word') tokens.fail();
    const { text } = token;
    if (verb === 'list' && this.isKept()) return this.listingKept();
    if (ALL.includes(text)) {
      tokens.next();
      const before = this.familyOrNone();
      const hasTable = text !== 'ruleset' && tokens.take('table');
      const family = hasTable ? (this.familyOrNone() ?? before ?? 'ip') : before;
      return { object: 'all', what: text, family, table: hasTable ? this.name() : undefined };
    }
    switch (text) {
      case 'table':
        tokens.next();
        return { object: 'table', at: this.tableName() };
      case 'meter':
        tokens.next();
        return { object: 'set', at: this.tableName(), name: this.name(), meter: true };
      case 'chain':
      case 'set':
      case 'map':
      case 'counter':
      case 'quota':
      case 'limit':
        tokens.next();
        return { object: text, at: this.tableName(), name: this.name() };
      case 'element': {
        if (verb !== 'get') break;
        tokens.next();
        const at = this.tableName();
        return { object: 'element', at, name: this.name(), elements: this.set() };
      }
    }
    return tokens.fail(verb === 'reset' ? 'counter or counters or quotas or quota' : undefined);
  }
}

/** The kinds of objects with names. */
export type NamedObject = (typeof OBJECTS)[number];
