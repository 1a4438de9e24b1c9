import { expect } from 'vitest';
import { fixAll } from '../../src/language/features/fix-all.ts';
import { createLanguageService, DEFAULT_SETTINGS, type LabDocument, labDocument } from '../../src/language/index.ts';

/*
 * One function per boundary. A fixture is a lab as text: below a line stand the findings expected on it, a row of carets
 * and `severity rule: message`. The cursor is `<|>`.
 */

const ANNOTATION = /^\s*\^+ (?:error|warning|information|hint) [a-z-]+: /;

/** Takes the common indentation of a template string away, with its first and last line break. */
export function lab(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '' && !ANNOTATION.test(line)).map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}

/** Checks that a lab gives exactly the findings drawn below its lines. */
export function checkDiagnostics(fixture: string): void {
  const expected = lab(fixture);
  const text = expected
    .split('\n')
    .filter((line) => !ANNOTATION.test(line))
    .join('\n');
  expect(annotate(text)).toBe(expected);
}

/** A lab with its findings drawn below the lines. */
export function annotate(text: string): string {
  const found = createLanguageService().check(labDocument(text));
  return text
    .split('\n')
    .flatMap((line, number) => [
      line,
      ...found
        .filter(({ range }) => range.start.line === number)
        .map(({ range, severity, rule, message }) => {
          const end = range.end.line === number ? range.end.character : line.length;
          const carets = '^'.repeat(Math.max(1, end - range.start.character));
          return `${' '.repeat(range.start.character)}${carets} ${severity} ${rule}: ${message}`;
        }),
    ])
    .join('\n');
}

/** Checks what one quick fix makes of a lab: the first one at the cursor, or the one that is named. */
export function checkFix(before: string, after: string, title?: string): void {
  const { document, offset } = atCursor(lab(before));
  const service = createLanguageService();
  const position = positionAt(document.text, offset);
  const actions = service.codeActions(document, { start: position, end: position });
  const action = title === undefined ? actions[0] : actions.find((each) => each.title === title);
  expect(action?.edit, `fixes: ${actions.map((each) => each.title).join(', ')}`).toBeDefined();
  expect(applied(document, action!.edit!.changes![document.uri]!)).toBe(lab(after));
}

/** Checks what *Fix all* makes of a lab. */
export function checkFixAll(before: string, after: string): void {
  expect(fixAll(labDocument(lab(before)), DEFAULT_SETTINGS)).toBe(lab(after));
}

/** A document and the offset of its cursor. */
export function atCursor(text: string): { document: LabDocument; offset: number } {
  const offset = text.indexOf('<|>');
  return { document: labDocument(text.replace('<|>', '')), offset };
}

/** The position of an offset, as the protocol has it. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

/** A text after edits of the protocol. */
export function applied(
  { text }: LabDocument,
  edits: readonly { range: { start: Place; end: Place }; newText: string }[],
): string {
  const offsetOf = ({ line, character }: Place) =>
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start))
    .reduce((result, { range, newText }) => {
      return result.slice(0, offsetOf(range.start)) + newText + result.slice(offsetOf(range.end));
    }, text);
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** The Markdown of the hover at the cursor; '' where there is none. */
export function hoverIn(text: string): string {
  const { document, offset } = atCursor(lab(text));
  const hover = createLanguageService().hover(document, positionAt(document.text, offset));
  return hover === null ? '' : (hover.contents as { value: string }).value;
}

/** The labels of the completions at the cursor, in the order shown. */
export function completionsIn(text: string): string[] {
  const { document, offset } = atCursor(lab(text));
  const items = createLanguageService().completion(document, positionAt(document.text, offset));
  return items.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).map((item) => item.label);
}

/** The places a request at the cursor answers with, as `line:text`, lines from 1. */
export function placesIn(text: string, request: 'definition' | 'references'): string[] {
  const { document, offset } = atCursor(lab(text));
  const lines = document.text.split('\n');
  return createLanguageService()
    [request](document, positionAt(document.text, offset))
    .map(
      ({ range: { start, end } }) => `${start.line + 1}:${lines[start.line]!.slice(start.character, end.character)}`,
    );
}
