import { forEachChild, type SyntaxNode } from 'unbash';
import type { TextEdit } from 'vscode-languageserver-types';
import { parseLab } from '../../shell/parse.ts';
import type { Analysis } from '../analysis.ts';
import type { Edit } from '../finding.ts';
import { Script } from '../text/script.ts';
import { textEdits } from './code-actions.ts';
import { applyEdits } from './fix-all.ts';

const INDENT = '  ';
/** Words that a line of a compound command may begin with and that stand as far left as its first line. */
const CLOSERS = /^(fi|done|esac|else|elif|then|do|\}|\))(?![\w-])/;

/**
 * The edits that make a lab canonical: one blank between words, two of indentation a level, no blanks at the ends of lines,
 * at most one empty line in a row. What bash reads stays the same: quoted text, here-documents and continued lines are
 * left as they are, and where the words would come out differently, or the text has a syntax error, nothing is changed.
 */
export function formattingOf(lab: Analysis): TextEdit[] {
  if (parseLab(lab.text).error !== undefined) return [];
  const edits = [...blankEdits(lab), ...lineEdits(lab)];
  if (edits.length === 0) return [];
  const text = applyEdits(lab.text, edits);
  return isSame(lab.script, new Script(text)) ? textEdits(lab, edits) : [];
}

/** One blank between the words of a command that stand on one line. */
function* blankEdits({ script, text }: Analysis): Generator<Edit> {
  for (const { words } of script.commands) {
    for (const [index, word] of words.entries()) {
      const next = words[index + 1];
      if (next === undefined) continue;
      const range = { start: word.range.end, end: next.range.start };
      if (/^[ \t]{2,}$|^\t$/.test(text.slice(range.start, range.end))) yield { range, newText: ' ' };
    }
  }
}

/** Indentation, ends of lines, and empty lines. */
function* lineEdits(lab: Analysis): Generator<Edit> {
  const { source } = lab;
  const { kept, depths } = layoutOf(lab);
  let empty = 0;
  for (let line = 0; line < source.lineCount; line++) {
    const { start, end } = source.lineRange(line);
    const written = source.text.slice(start, end);
    if (kept.has(line)) {
      empty = 0;
      continue;
    }
    const content = written.trim();
    empty = content === '' ? empty + 1 : 0;
    if (content === '') {
      const next = source.lineRange(line + 1).start;
      if (empty > 1 && next > start && line + 1 < source.lineCount) yield { range: { start, end: next }, newText: '' };
      else if (written !== '') yield { range: { start, end }, newText: '' };
      continue;
    }
    const depth = (depths[line] ?? 0) - (CLOSERS.test(content) ? 1 : 0);
    const indent = INDENT.repeat(Math.max(depth, 0));
    const first = start + written.length - written.trimStart().length;
    if (source.text.slice(start, first) !== indent) yield { range: { start, end: first }, newText: indent };
    // A backslash before the blanks would continue the line once they are gone.
    const last = start + written.trimEnd().length;
    if (last < end && source.text[last - 1] !== '\\') yield { range: { start: last, end }, newText: '' };
  }
}

/** Nodes whose lines belong to the layout of the script; what is within any other one is left as it is. */
const LAYOUT = new Set(
  (
    'Script Statement CompoundList Command Pipeline AndOr If Elif For ArithmeticFor While Case CaseItem Select ' +
    'Subshell BraceGroup Function Coproc Redirected Negation Time'
  ).split(' '),
);
const INDENTED = new Set('If For ArithmeticFor While Case CaseItem Select Subshell BraceGroup'.split(' '));

/** What a look at the tree tells of the lines: which to leave alone, and how deep the others are. */
interface Layout {
  /** Their blanks may mean something, or somebody has aligned them: lines within a word or a here-document, continued ones. */
  readonly kept: ReadonlySet<number>;
  /** How many compound commands each line is inside of. Two that share a first line count once. */
  readonly depths: readonly number[];
}

function layoutOf({ source, text }: Analysis): Layout {
  const kept = new Set<number>();
  const depths: number[] = [];
  const openers = new Map<number, number>();
  const visit = (node: SyntaxNode, by: number): void => {
    const [first, last] = [source.lineAt(node.pos + by), source.lineAt(node.end + by)];
    if (node.type === 'HereDocBody') for (let line = first; line <= last + 1; line++) kept.add(line);
    else if (!LAYOUT.has(node.type)) for (let line = first + 1; line <= last; line++) kept.add(line);
    if (INDENTED.has(node.type)) {
      for (let line = Math.max(first, openers.get(first) ?? first) + 1; line <= last; line++)
        depths[line] = (depths[line] ?? 0) + 1;
      openers.set(first, Math.max(openers.get(first) ?? 0, last));
    }
    forEachChild(node, (child) => visit(child, by));
  };
  for (const { node, part } of parseLab(text).read) visit(node, part.by);
  for (let line = 1; line < source.lineCount; line++) if (/(\\|\||&&)\s*$/.test(source.line(line - 1))) kept.add(line);
  return { kept, depths };
}

/** True where two scripts have the same commands with the same words. */
function isSame(before: Script, after: Script): boolean {
  const said = ({ commands, text }: Script) =>
    commands.map(({ words }) => words.map(({ range }) => text.slice(range.start, range.end)));
  return JSON.stringify(said(before)) === JSON.stringify(said(after));
}
