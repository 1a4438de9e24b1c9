import type { Command, Function as FunctionNode, Redirection, Statement, SyntaxNode, Word } from 'unbash';
import { forEachChild } from 'unbash';
import { type PlacedStatement, type Program, parseLab } from '../../shell/parse.ts';
import type { Origin } from '../../userland/process.ts';
import { CommandLine } from './command-line.ts';
import { variablesOf, type WrittenVariable } from './written-variable.ts';

/** Offsets of a node, in the part of the text that it was read in. */
interface Placed {
  readonly pos: number;
  readonly end: number;
}

/** A simple command as it is written. */
export interface WrittenCommand {
  readonly range: Origin;
  /** The words without assignments before and redirections. */
  readonly words: readonly WrittenWord[];
  /** Their values: the same list wherever the command stands, in whichever version of a text. */
  readonly argv: readonly string[];
  readonly redirections: readonly Redirection[];
  /** Where a node of its redirections stands in the text. */
  placeOf(node: Placed): Origin;
  /** The function it is written in. */
  readonly inFunction: string | undefined;
  /** The words with their meaning, as far as the text alone tells it. */
  readonly line: CommandLine;
}

/** A word as it is written. */
export interface WrittenWord {
  readonly range: Origin;
  /** Without quotes; expansions stay as written. */
  readonly value: string;
  /** False when it holds an expansion, so that its value is known only to a run. */
  readonly literal: boolean;
}

/** A function definition. */
export interface WrittenFunction {
  readonly name: string;
  readonly nameRange: Origin;
  readonly range: Origin;
}

/** A construct or comment block that may be folded. */
export interface Fold {
  readonly range: Origin;
  readonly kind: 'code' | 'comment';
}

const EXPANSION = /^(Simple|Parameter|Command|Arithmetic)Expansion|ProcessSubstitution|BraceExpansion|Glob/;
const FOLDED = new Set(['If', 'For', 'ArithmeticFor', 'While', 'Case', 'Subshell', 'BraceGroup', 'Select', 'HereDoc']);

/** What a part of a text is made of. */
interface Parts {
  /** In order of their place in the text. */
  readonly commands: readonly ParsedCommand[];
  /** For each command how far it and those before it reach. */
  readonly reach: readonly number[];
  readonly functions: readonly WrittenFunction[];
  readonly folds: readonly Fold[];
  readonly variables: readonly WrittenVariable[];
}

/** A lab's text as bash reads it. Parsing never fails: what cannot be read is left out. */
export class Script {
  private readonly program: Program | undefined;
  /** A statement of the top level is looked into when somebody asks about a place in it, all are for the rest. */
  private ofAll: Parts | undefined;

  constructor(readonly text: string) {
    try {
      this.program = parseLab(text);
    } catch {
      // The parser promises not to throw; a text that breaks the promise (nesting beyond its stack) has no commands.
    }
  }

  /** In order of their place in the text. */
  get commands(): readonly WrittenCommand[] {
    return this.all.commands;
  }

  get functions(): readonly WrittenFunction[] {
    return this.all.functions;
  }

  get folds(): readonly Fold[] {
    return this.all.folds;
  }

  /** The names of variables, where they are used and where they get values. */
  get variables(): readonly WrittenVariable[] {
    return this.all.variables;
  }

  /** The innermost command whose range holds an offset, its end included. */
  commandAt(offset: number): WrittenCommand | undefined {
    const { commands, reach } = this.partsAt(offset);
    for (
      let index = lastFrom(commands, offset, ({ range }) => range.start);
      index >= 0 && reach[index]! >= offset;
      index -= 1
    ) {
      const command = commands[index]!;
      if (offset <= command.range.end) return command;
    }
    return undefined;
  }

  /** The command in whose here-document an offset lies. */
  readerAt(offset: number): WrittenCommand | undefined {
    if (!this.text.includes('<<')) return undefined;
    return this.commands.find(({ redirections }) =>
      redirections.some(
        (each) => each.type === 'HereDoc' && each.body.pos <= offset && offset < each.body.end + (each.closing ? 0 : 1),
      ),
    );
  }

  private get all(): Parts {
    this.ofAll ??= joined((this.program?.read ?? []).map(partsOf));
    return this.ofAll;
  }

  /** The parts of the statement that holds an offset; of all where it may be the body of a here-document, which lies outside. */
  private partsAt(offset: number): Parts {
    const statements = this.program?.read ?? [];
    const last = lastFrom(statements, offset, (each) => each.pos);
    const statement = statements[last];
    if (this.ofAll !== undefined || statement === undefined || this.text.includes('<<')) return this.all;
    // Where two meet, the offset belongs to both.
    if (statement.pos === offset && (statements[last - 1]?.end ?? -1) >= offset) return this.all;
    return partsOf(statement);
  }
}

/** What statements are made of that were looked into, and where they stood then: most are there in the next version again. */
const known = new WeakMap<Statement, { readonly by: number; readonly parts: Parts }>();

function partsOf({ node, part: { by } }: PlacedStatement): Parts {
  const before = known.get(node);
  if (before?.by === by) return before.parts;
  const parts = before === undefined ? readParts(node, by) : movedParts(before.parts, by - before.by);
  known.set(node, { by, parts });
  return parts;
}

function readParts(root: Statement, by: number): Parts {
  const commands: ParsedCommand[] = [];
  const functions: WrittenFunction[] = [];
  const folds: Fold[] = [];
  const variables: WrittenVariable[] = [];
  const visit = (node: SyntaxNode, inFunction: string | undefined): void => {
    let inside = inFunction;
    if (node.type === 'Command') commands.push(new ParsedCommand(node, inFunction, by));
    else if (node.type === 'Function') {
      functions.push(writtenFunction(node, by));
      inside = node.name.value;
    }
    for (const each of variablesOf(node)) variables.push({ ...each, range: shifted(each.range, by) });
    if (FOLDED.has(node.type)) folds.push({ range: rangeOf(node, by), kind: 'code' });
    forEachChild(node, (child) => visit(child, inside));
  };
  try {
    visit(root, undefined);
  } catch {
    // As above: what lies deeper than the stack reaches is left out.
  }
  return inOrder({ commands, functions, folds, variables });
}

/** The same parts in a text where they stand elsewhere. */
function movedParts({ commands, functions, folds, variables, reach }: Parts, by: number): Parts {
  const move = <T extends { readonly range: Origin }>(part: T): T => ({ ...part, range: shifted(part.range, by) });
  return {
    commands: commands.map((each) => each.movedBy(by)),
    reach: reach.map((end) => end + by),
    functions: functions.map((each) => ({ ...move(each), nameRange: shifted(each.nameRange, by) })),
    folds: folds.map(move),
    variables: variables.map(move),
  };
}

function joined(parts: readonly Parts[]): Parts {
  return inOrder({
    commands: parts.flatMap((each) => each.commands),
    functions: parts.flatMap((each) => each.functions),
    folds: parts.flatMap((each) => each.folds),
    variables: parts.flatMap((each) => each.variables),
  });
}

function inOrder({ commands, functions, folds, variables }: Omit<Parts, 'reach'>): Parts {
  const sorted = commands.toSorted((a, b) => a.range.start - b.range.start);
  let end = 0;
  const reach = sorted.map(({ range }) => {
    end = Math.max(end, range.end);
    return end;
  });
  const named = variables.toSorted((a, b) => a.range.start - b.range.start);
  return { commands: sorted, reach, functions, folds, variables: named };
}

/** The index of the last of several things, in order of their places, that begins at or before an offset; -1 for none. */
function lastFrom<T>(things: readonly T[], offset: number, startOf: (thing: T) => number): number {
  let [low, high] = [-1, things.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(things[middle]!) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Of most commands only the place is ever asked for: words are read when they are. */
class ParsedCommand implements WrittenCommand {
  readonly range: Origin;
  private readWords: readonly WrittenWord[] | undefined;
  private readLine: CommandLine | undefined;

  constructor(
    private readonly node: Command,
    readonly inFunction: string | undefined,
    private readonly by: number,
  ) {
    this.range = rangeOf(node, by);
  }

  get redirections(): readonly Redirection[] {
    return this.node.redirects;
  }

  get words(): readonly WrittenWord[] {
    this.readWords ??= wordsOf(this.node, this.by);
    return this.readWords;
  }

  get argv(): readonly string[] {
    let argv = argvs.get(this.node);
    if (argv === undefined) {
      argv = this.words.map((word) => word.value);
      argvs.set(this.node, argv);
    }
    return argv;
  }

  get line(): CommandLine {
    this.readLine ??= new CommandLine(
      this.argv,
      this.words.map((word) => word.range),
      this.range,
    );
    return this.readLine;
  }

  placeOf(node: Placed): Origin {
    return rangeOf(node, this.by);
  }

  movedBy(by: number): ParsedCommand {
    return new ParsedCommand(this.node, this.inFunction, this.by + by);
  }
}

const argvs = new WeakMap<Command, readonly string[]>();

function wordsOf({ name, args }: Command, by: number): WrittenWord[] {
  const words: WrittenWord[] = [];
  if (name !== undefined) words.push(writtenWord(name, by));
  for (const each of args) {
    if (each.type === 'Word') words.push(writtenWord(each, by));
    else words.push({ range: rangeOf(each, by), value: each.text, literal: !each.text.includes('$') });
  }
  return words;
}

function writtenWord(word: Word, by: number): WrittenWord {
  const literal = !hasExpansion(word);
  return { range: rangeOf(word, by), value: word.value, literal };
}

function hasExpansion(node: SyntaxNode): boolean {
  if (EXPANSION.test(node.type)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= hasExpansion(child);
  });
  return found;
}

function writtenFunction(node: FunctionNode, by: number): WrittenFunction {
  return { name: node.name.value, nameRange: rangeOf(node.name, by), range: rangeOf(node, by) };
}

function rangeOf({ pos, end }: Placed, by: number): Origin {
  return { start: pos + by, end: end + by };
}

function shifted({ start, end }: Origin, by: number): Origin {
  return { start: start + by, end: end + by };
}
