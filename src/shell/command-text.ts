import {
  type AnsiCQuotedPart,
  type Assignment,
  type Case,
  type CommandExpansionPart,
  type CommandNode,
  type CompoundList,
  type Coproc,
  type Elif,
  type For,
  forEachChild,
  type HereDoc,
  type If,
  type ParameterExpansionPart,
  type Pipeline,
  type PipelineNode,
  type Redirect,
  type Redirection,
  type Select,
  type Statement,
  type SyntaxNode,
  type TestExpression,
  type While,
  type Word,
} from 'unbash';
import { singleQuoted } from './expand/quote.ts';
import type { Node } from './interpreter.ts';

type Loop = While | For | Select;

/** A command that `BASH_COMMAND` may name. */
export type Traced = Exclude<
  CommandNode,
  { type: 'Redirected' | 'Function' | 'Coproc' | 'BraceGroup' | 'If' | 'While' }
>;

/** `BASH_COMMAND`: a simple command, or the header of a compound one. */
export function tracedText(node: Traced, text: string): string {
  const printer = new CommandPrinter(text);
  if (node.type === 'For' || node.type === 'Select' || node.type === 'Case') return printer.header(node);
  return printer.command(node);
}

/**
 * Commands as bash prints them from what it has read (`declare -f`, `jobs`, `BASH_COMMAND`): a command a line, bodies
 * indented by four blanks.
 */
export class CommandPrinter {
  /** The bodies of here-documents that the line being printed has begun. */
  #documents = '';

  /**
   * `text` is what the offsets of the nodes refer to. The commands of a list have a line each; in a `script` those that
   * shared a line still do; in the `line` that names a job all do, and groups as well.
   */
  constructor(
    private readonly text: string,
    private readonly form: 'definition' | 'script' | 'line' = 'definition',
  ) {}

  /** The elements of a pipeline. */
  elements(node: Pipeline): readonly string[] {
    return node.commands.map((each, at) => this.command(each) + (node.operators[at] === '|&' ? ' 2>&1' : ''));
  }

  statements(statements: readonly Statement[]): string {
    return this.#list(statements, 0);
  }

  /** A command with `depth` levels of indentation around it; its first line is not indented. */
  command(node: Node, depth = 0): string {
    switch (node.type) {
      case 'AndOr':
        return this.#joined(node.commands, node.operators, depth);
      case 'Pipeline':
        return this.#pipeline(node, depth);
      case 'CompoundList':
        return this.#list(node.commands, depth);
      default:
        return this.#simpleOrCompound(node, depth);
    }
  }

  /** `name () { … }`; a function inside another begins with `function`. */
  definition(name: string, body: CommandNode | CompoundList, depth = 0): string {
    const pad = indentation(depth);
    const redirected = body.type === 'Redirected' ? body : undefined;
    const inner = redirected?.command ?? body;
    const list = inner.type === 'BraceGroup' ? inner.body : inner;
    const redirects = redirected === undefined ? '' : this.#redirects(redirected.redirects);
    const lines = this.command(list, depth + 1);
    return `${depth > 0 ? 'function ' : ''}${name} () \n${pad}{ \n${indentation(depth + 1)}${lines}\n${pad}}${redirects}`;
  }

  #simpleOrCompound(node: Exclude<CommandNode, Pipeline>, depth: number): string {
    switch (node.type) {
      case 'Command':
        return this.#words([...node.prefix, ...(node.name === undefined ? [] : [node.name]), ...node.suffix]);
      case 'Redirected':
        return this.command(node.command, depth) + this.#redirects(node.redirects);
      case 'Function':
        return this.definition(node.name.value, node.body, Math.max(1, depth));
      case 'Subshell':
        return `( ${this.#list(node.body.commands, depth)} )`;
      case 'BraceGroup': {
        if (this.form === 'line') return `{ ${this.#list(node.body.commands, depth)}; }`;
        const inside = indentation(depth + 1) + this.#list(node.body.commands, depth + 1);
        return `{ \n${inside}\n${indentation(depth)}}`;
      }
      case 'ArithmeticCommand':
        return `((${node.body}))`;
      case 'TestCommand':
        return `[[ ${this.#test(node.expression)} ]]`;
      case 'Coproc':
        return this.#coproc(node, depth);
      default:
        return this.#construct(node, depth);
    }
  }

  #construct(
    node: Extract<CommandNode, { type: 'If' | 'While' | 'For' | 'ArithmeticFor' | 'Select' | 'Case' }>,
    depth: number,
  ): string {
    switch (node.type) {
      case 'If':
        return this.#if(node, node.elif, node.else, depth);
      case 'While':
        return `${this.header(node, depth)} do${this.#body(node.body, depth)}done`;
      case 'Case':
        return this.#case(node, depth);
      case 'ArithmeticFor':
        return `${this.header(node, depth)}\n${indentation(depth)}do${this.#body(node.body, depth)}done`;
      default:
        return `${this.header(node, depth)};\n${indentation(depth)}do${this.#body(node.body, depth)}done`;
    }
  }

  /** What comes before the body of a loop or the branches of `case`; `BASH_COMMAND` is only that. */
  header(node: Loop | Case | Extract<CommandNode, { type: 'ArithmeticFor' }>, depth = 0): string {
    switch (node.type) {
      case 'While':
        return `${node.kind} ${this.#list(node.clause.commands, depth)};`;
      case 'Case':
        return `case ${node.word.text} in `;
      case 'ArithmeticFor': {
        const parts = [node.initialize, node.test, node.update].map((each) =>
          each === undefined ? '1' : this.text.slice(each.pos, each.end),
        );
        return `for ((${parts.join('; ')}))`;
      }
      default: {
        const words = node.wordlist === undefined ? '"$@"' : node.wordlist.map((word) => this.#word(word)).join(' ');
        return `${node.type === 'For' ? 'for' : 'select'} ${node.name.text} in ${words}`;
      }
    }
  }

  #pipeline(node: Pipeline, depth: number): string {
    let text = '';
    for (const prefix of this.form === 'line' ? [] : node.prefixes) {
      text += prefix.type === 'Negation' ? '! ' : `time ${prefix.posix === undefined ? '' : '-p '}`;
    }
    return text + this.#joined(node.commands, node.operators, depth);
  }

  /** Commands with an operator between each two; here-documents of one come behind the operator. */
  #joined(commands: readonly PipelineNode[], operators: readonly string[], depth: number): string {
    let text = '';
    commands.forEach((command, at) => {
      text += this.command(command, depth);
      const operator = operators[at];
      if (operator === undefined) return;
      text += operator === '|&' ? ' 2>&1 |' : ` ${operator}`;
      if (this.#documents === '') text += ' ';
      else text += operator.length === 1 ? `\n${this.#ended()}  ` : ` \n${this.#ended()} `;
    });
    return text;
  }

  /** The bodies that have to follow. */
  #ended(): string {
    const documents = this.#documents;
    this.#documents = '';
    return documents;
  }

  #list(statements: readonly Statement[], depth: number): string {
    let text = '';
    statements.forEach((statement, at) => {
      text += this.command(statement.command, depth) + (statement.background ? ' &' : '');
      if (this.#documents !== '') text += `\n${this.#ended()}`;
      if (at === statements.length - 1) return;
      if (statement.background) text += ' ';
      else if (this.#shareLine(statement, statements[at + 1] as Statement)) text += '; ';
      else text += `${endsInDocument(statement.command) || this.form === 'script' ? '' : ';'}\n${indentation(depth)}`;
    });
    return text;
  }

  #shareLine(statement: Statement, next: Statement): boolean {
    if (this.form === 'line') return !endsInDocument(statement.command);
    return this.form === 'script' && !this.text.slice(statement.end, next.pos).includes('\n');
  }

  #body(body: CompoundList, depth: number): string {
    const last = body.commands.at(-1);
    const closed = last === undefined || last.background === true || endsInDocument(last.command);
    const inside = indentation(depth + 1) + this.#list(body.commands, depth + 1);
    return `\n${inside}${closed ? '' : ';'}\n${indentation(depth)}`;
  }

  /** bash has no `elif` of its own: it is an `if` in the `else` of another. */
  #if({ clause, then }: If | Elif, elif: readonly Elif[], otherwise: CompoundList | undefined, depth: number): string {
    const pad = indentation(depth);
    let text = `if ${this.#list(clause.commands, depth)}; then${this.#body(then, depth)}`;
    const [next, ...others] = elif;
    if (next !== undefined) {
      const nested = this.#if(next, others, otherwise, depth + 1);
      text += `else\n${indentation(depth + 1)}${nested};\n${pad}`;
    } else if (otherwise !== undefined) text += `else${this.#body(otherwise, depth)}`;
    return `${text}fi`;
  }

  #case(node: Case, depth: number): string {
    const pad = indentation(depth + 1);
    let text = `${this.header(node)}\n`;
    for (const item of node.items) {
      const body =
        item.body.commands.length === 0 ? '' : indentation(depth + 2) + this.#list(item.body.commands, depth + 2);
      text += `${pad}${item.pattern.map((word) => word.text).join(' | ')})\n${body}\n${pad}${item.terminator ?? ';;'}\n`;
    }
    return `${text}${indentation(depth)}esac`;
  }

  #coproc(node: Coproc, depth: number): string {
    return `coproc ${node.name?.text ?? 'COPROC'} ${this.command(node.body as PipelineNode, depth)}`;
  }

  #test(node: TestExpression): string {
    switch (node.type) {
      case 'TestLogical':
        return node.operands.map((each) => this.#test(each)).join(` ${node.operator} `);
      case 'TestNot':
        return `${node.negations.map(() => '! ').join('')}${this.#test(node.operand)}`;
      case 'TestGroup':
        return `( ${this.#test(node.expression)} )`;
      case 'TestUnary':
        return `${node.operator} ${node.operand.text}`;
      case 'TestBinary':
        return `${node.left.text} ${node.operator} ${node.right.text}`;
    }
  }

  /** Words and assignments in their order, then the redirections. */
  #words(parts: readonly (Word | Assignment | Redirection)[]): string {
    const words: string[] = [];
    const redirects: Redirection[] = [];
    for (const part of parts) {
      if (part.type === 'Word') words.push(this.#word(part));
      else if (part.type === 'Assignment') words.push(assignmentSource(part));
      else redirects.push(part);
    }
    const text = words.join(' ');
    const behind = this.#redirects(redirects);
    return text === '' ? behind.trimStart() : text + behind;
  }

  /** bash keeps what a `$(…)` holds as a command, which it prints like any other. */
  #word(word: Word): string {
    let text = wordText(word);
    for (const part of text === word.text ? [...(word.parts ?? [])].reverse() : []) {
      if (part.type !== 'CommandExpansion' || !part.text.startsWith('$(') || part.script === undefined) continue;
      if (part.text.includes('\n') || part.script.commands.length === 0) continue;
      const inside = this.#list(part.script.commands, 0).replaceAll(';\n', '; ');
      const at = part.pos - word.pos;
      text = `${text.slice(0, at)}$(${inside})${text.slice(at + part.text.length)}`;
    }
    return text;
  }

  #redirects(redirects: readonly Redirection[]): string {
    for (const each of redirects) if (each.type === 'HereDoc') this.#documents += documentText(each);
    return redirects.map((each) => ` ${this.#redirect(each)}`).join('');
  }

  #redirect(node: Redirection): string {
    const { descriptor, operator } = node;
    const fd =
      descriptor === undefined
        ? ''
        : descriptor.type === 'FileDescriptor'
          ? String(descriptor.value)
          : `{${descriptor.name}}`;
    if (node.type === 'HereDoc') return `${fd}${operator}${node.delimiter?.text ?? ''}`;
    const target = node.target?.text ?? '';
    if (operator === '>&' || operator === '<&') return duplication(node as Redirect, fd, target);
    return `${fd}${operator} ${target}`;
  }
}

/** A word as bash has read it: `$'…'` is a text in single quotes by then. */
export function wordText(word: Word): string {
  let { text } = word;
  if (!text.includes("$'")) return text;
  for (const { part, bare } of ansiQuotedIn(word, false).reverse()) {
    const at = part.pos - word.pos;
    if (!text.startsWith(part.text, at)) continue;
    text = text.slice(0, at) + (bare ? part.value : singleQuoted(part.value)) + text.slice(at + part.text.length);
  }
  return text;
}

/** The `$'…'` in a node, in order. One behind `:-` and its kin within double quotes is `bare`: its text without quotes. */
function ansiQuotedIn(node: SyntaxNode, quoted: boolean): { part: AnsiCQuotedPart; bare: boolean }[] {
  if (node.type === 'AnsiCQuoted') return [{ part: node as AnsiCQuotedPart, bare: quoted }];
  if (node.type === 'CommandExpansion' && (node as CommandExpansionPart).text.startsWith('`')) return [];
  const found: { part: AnsiCQuotedPart; bare: boolean }[] = [];
  const isOther =
    node.type === 'CommandExpansion' ||
    (node.type === 'ParameterExpansion' && (node as ParameterExpansionPart).operation?.type !== 'Default');
  const within = node.type === 'DoubleQuoted' || (quoted && !isOther);
  forEachChild(node, (child) => {
    found.push(...ansiQuotedIn(child, within));
  });
  return found;
}

/** `name=value` and `name=(…)` as bash has read them. */
export function assignmentSource({ text, pos, value }: Assignment): string {
  if (value.type !== 'ArrayValue') return text.slice(0, value.pos - pos) + wordText(value);
  let read = text;
  for (const word of [...value.elements].reverse()) {
    const at = word.pos - pos;
    read = read.slice(0, at) + wordText(word) + read.slice(at + word.text.length);
  }
  return read;
}

/** `n>&m`; closing is always shown as `n>&-`. */
function duplication(node: Redirect, fd: string, target: string): string {
  if (node.operator === '>&' && fd === '' && !/^(?:\d+-?|-|\$.*)$/.test(target)) return `&> ${target}`;
  const from = fd === '' ? (node.operator === '>&' ? '1' : '0') : fd;
  return `${from}${target === '-' ? '>&' : node.operator}${target}`;
}

function documentText({ operator, delimiter, body }: HereDoc): string {
  const text = operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
  return `${text}${delimiter?.value ?? ''}\n`;
}

/** True for a command after whose here-document no semicolon can follow. */
function endsInDocument(node: Node): boolean {
  if (node.type === 'AndOr' || node.type === 'Pipeline') return node.commands.some(endsInDocument);
  if (node.type === 'Command' || node.type === 'Redirected')
    return node.redirects.some((each) => each.type === 'HereDoc');
  return false;
}

function indentation(depth: number): string {
  return '    '.repeat(depth);
}
