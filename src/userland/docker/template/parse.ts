/** Go's text/template, as far as `--format` is used: fields, variables, pipelines, if, with, range, functions. */

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'dot' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'fields'; readonly of: Expression; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'method'; readonly of: Expression; readonly argument: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: number };

/** Commands joined by `|`: each gets what the one before gave as its last argument. */
export interface Pipeline {
  readonly assigns: readonly string[];
  readonly commands: readonly Expression[];
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/** What is wrong with a template; `at` is an offset in it. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const TOKEN =
  /\s*(?:("(?:\\.|[^"\\])*"|`[^`]*`)|(-?\d+(?:\.\d+)?)|(\$\w*(?:\.\w+)*)|((?:\.\w+)+|\.)|([A-Za-z_]\w*)|(:=|[|(),=]))/y;

interface Token {
  readonly kind: 'string' | 'number' | 'variable' | 'field' | 'word' | 'sign';
  readonly text: string;
  readonly at: number;
}

const KINDS = ['string', 'number', 'variable', 'field', 'word', 'sign'] as const;

/** Pieces of a template: text, and what stands in `{{ }}`, with `-` having trimmed the text beside it. */
type Piece = { readonly text: string } | { readonly action: readonly Token[]; readonly at: number };

/** Reads a template; throws a TemplateError. */
export function parseTemplate(text: string): readonly Node[] {
  const parser = new Parser(piecesOf(text));
  const nodes = parser.nodes();
  if (parser.ended !== undefined) throw new TemplateError(`unexpected {{${parser.ended}}}`, 0);
  return nodes;
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  while (at <= text.length) {
    const open = text.indexOf('{{', at);
    let plain = text.slice(at, open < 0 ? text.length : open);
    if (trims) plain = plain.trimStart();
    if (open < 0) {
      pieces.push({ text: plain });
      break;
    }
    const close = text.indexOf('}}', open);
    if (close < 0) throw new TemplateError('unclosed action', open);
    let inner = text.slice(open + 2, close);
    let offset = open + 2;
    if (/^-\s/.test(inner)) {
      plain = plain.trimEnd();
      inner = inner.slice(1);
      offset += 1;
    }
    trims = /\s-$/.test(inner);
    if (trims) inner = inner.slice(0, -1);
    pieces.push({ text: plain });
    if (!/^\s*\/\*[\s\S]*\*\/\s*$/.test(inner)) pieces.push({ action: tokensOf(inner, offset), at: offset });
    at = close + 2;
  }
  return pieces;
}

function tokensOf(text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; text.slice(at).trim() !== ''; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null)
      throw new TemplateError(`unexpected ${JSON.stringify(text.slice(at).trim()[0])} in command`, offset + at);
    const which = found.slice(1).findIndex((each) => each !== undefined);
    const token = found[which + 1]!;
    tokens.push({ kind: KINDS[which]!, text: token, at: offset + TOKEN.lastIndex - token.length });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

class Parser {
  /** The keyword that ended the nodes read last. */
  ended: string | undefined;
  private tokens: readonly Token[] = [];
  private next = 0;

  constructor(private readonly pieces: Piece[]) {}

  nodes(): Node[] {
    const nodes: Node[] = [];
    this.ended = undefined;
    for (let piece = this.pieces.shift(); piece !== undefined; piece = this.pieces.shift()) {
      if ('text' in piece) {
        if (piece.text !== '') nodes.push({ kind: 'text', text: piece.text });
        continue;
      }
      this.tokens = piece.action;
      this.next = 0;
      const [first] = piece.action;
      if (first === undefined) throw new TemplateError('missing value for command', piece.at);
      if (first.text === 'end' || first.text === 'else') {
        this.ended = first.text;
        this.next = 1;
        return nodes;
      }
      nodes.push(
        first.text === 'if' || first.text === 'with' || first.text === 'range' ? this.block(first.text) : this.action(),
      );
    }
    return nodes;
  }

  private action(): Node {
    return { kind: 'action', pipeline: this.pipeline() };
  }

  private block(kind: 'if' | 'with' | 'range'): Node {
    this.next = 1;
    const pipeline = this.pipeline();
    const body = this.nodes();
    let otherwise: readonly Node[] = [];
    if (this.ended === 'else') {
      // `{{else if …}}` is a block of its own, which shares the end.
      if (this.tokens[1]?.text === 'if') {
        this.tokens = this.tokens.slice(1);
        return { kind, pipeline, body, otherwise: [this.block('if')] };
      }
      otherwise = this.nodes();
    }
    if (this.ended !== 'end') throw new TemplateError('unexpected EOF', 0);
    this.ended = undefined;
    return { kind, pipeline, body, otherwise };
  }

  private pipeline(): Pipeline {
    const assigns: string[] = [];
    const assignment = this.tokens.findIndex(({ text }) => text === ':=' || text === '=');
    if (assignment > 0) {
      for (const { kind, text } of this.tokens.slice(this.next, assignment))
        if (kind === 'variable') assigns.push(text);
      this.next = assignment + 1;
    }
    const commands = [this.command()];
    while (this.peek()?.text === '|') {
      this.next++;
      commands.push(this.command());
    }
    const extra = this.peek();
    if (extra !== undefined && extra.text !== ')')
      throw new TemplateError(`unexpected ${extra.text} in operand`, extra.at);
    return { assigns, commands };
  }

  private command(): Expression {
    const first = this.peek();
    if (first === undefined) throw new TemplateError('missing value for command', 0);
    if (first.kind === 'field') return this.method(this.operand());
    if (first.kind !== 'word' || /^(?:true|false|nil)$/.test(first.text)) return this.operand();
    this.next++;
    if (!FUNCTIONS.has(first.text)) throw new TemplateError(`function "${first.text}" not defined`, first.at);
    const args: Expression[] = [];
    for (let token = this.peek(); token !== undefined && token.text !== '|' && token.text !== ')'; token = this.peek())
      args.push(this.operand());
    return { kind: 'call', name: first.text, args, at: first.at };
  }

  /** A field, or a method that takes a name: `.Label "tier"`. */
  private method(field: Expression): Expression {
    const token = this.peek();
    if (field.kind !== 'fields' || token?.kind !== 'string') return field;
    this.next++;
    return { kind: 'method', of: field, argument: unquote(token.text) };
  }

  private operand(): Expression {
    const token = this.peek()!;
    this.next++;
    switch (token.kind) {
      case 'string':
        return { kind: 'literal', value: unquote(token.text) };
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'variable': {
        const [name, ...names] = token.text.split('.');
        return fieldsOf({ kind: 'variable', name: name! }, names, token.at);
      }
      case 'field':
        return fieldsOf(
          { kind: 'dot' },
          token.text.split('.').filter((each) => each !== ''),
          token.at,
        );
      case 'word':
        if (token.text === 'nil') return { kind: 'literal', value: null };
        if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' };
        if (FUNCTIONS.has(token.text)) return { kind: 'call', name: token.text, args: [], at: token.at };
        throw new TemplateError(`function "${token.text}" not defined`, token.at);
      default:
        return this.group(token);
    }
  }

  /** `( … )`, of which fields may be taken. */
  private group(token: Token): Expression {
    if (token.text !== '(') throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in operand`, token.at);
    const commands = [this.command()];
    while (this.peek()?.text === '|') {
      this.next++;
      commands.push(this.command());
    }
    const close = this.peek();
    if (close?.text !== ')') throw new TemplateError('unclosed left paren', token.at);
    this.next++;
    const value = commands.reduce((before, after) =>
      after.kind === 'call' ? { ...after, args: [...after.args, before] } : after,
    );
    const field = this.peek();
    if (field?.kind !== 'field' || field.at !== close.at + 1) return value;
    this.next++;
    return fieldsOf(
      value,
      field.text.split('.').filter((each) => each !== ''),
      field.at,
    );
  }

  private peek(): Token | undefined {
    return this.tokens[this.next];
  }
}

function fieldsOf(of: Expression, names: readonly string[], at: number): Expression {
  return names.length === 0 ? of : { kind: 'fields', of, names, at };
}

function unquote(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
}

/** The functions of text/template and those that Docker adds. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'index', 'slice', 'len', 'print', 'println', 'printf'],
  ...['json', 'split', 'join', 'title', 'lower', 'upper', 'pad', 'truncate'],
]);
