import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import type { Edit } from '../finding.ts';

/** Puts a command on a line of its own below a place of the text, indented like it. */
export function insertLineAfter({ source, text }: Analysis, place: Origin, command: string): Edit {
  const { end } = source.lineRange(source.lineAt(Math.max(place.start, place.end - 1)));
  return {
    range: { start: end, end },
    newText: lineEnd(text) + indentOf(source.line(source.lineAt(place.start))) + command,
  };
}

/** Puts a command on a line of its own above a place of the text, indented like it. */
export function insertLineBefore({ source, text }: Analysis, place: Origin, command: string): Edit {
  const line = source.lineAt(place.start);
  const { start } = source.lineRange(line);
  return { range: { start, end: start }, newText: indentOf(source.line(line)) + command + lineEnd(text) };
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)![0];
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
