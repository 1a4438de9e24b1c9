import { changedPart } from '../shell/changed-part.ts';
import type { Program } from '../shell/parse.ts';
import type { Origin } from '../userland/process.ts';

/** A text with the statements of its top level. */
export interface Written {
  readonly text: string;
  readonly program: Program;
}

/** What became of a lab's text, seen by its statements. */
export interface Edit {
  /** The first statement that is not the same in the same place: all before it are. */
  readonly first: number;
  /**
   * The statement that holds all that was edited, where there is one and every other statement is as it was, on the line
   * it was on. `none`: all statements are; what was edited is a comment or a blank between them.
   */
  readonly inside: number | 'none' | undefined;
  /** Where the part that was edited ends in the old text, and how far what stands behind it has moved. */
  readonly oldEnd: number;
  readonly by: number;
  /** Where in the new text stands what stood at a place of the old one, outside of what was edited. */
  moved(place: Origin): Origin;
}

/** Compares two versions of a text. */
export function editBetween(old: Written, now: Written): Edit {
  const { start, oldEnd, newEnd } = changedPart(old.text, now.text);
  const by = newEnd - oldEnd;
  const moved = (place: Origin): Origin => {
    if (place.end <= oldEnd || by === 0) return place.start < oldEnd || by === 0 ? place : shifted(place, by);
    return place.start < oldEnd ? { start: place.start, end: place.end + by } : shifted(place, by);
  };
  return { first: firstEdited(old, now, start), inside: insideOf(old, now, start, oldEnd, newEnd), oldEnd, by, moved };
}

/** A place so many characters further on. */
export const shifted = ({ start, end }: Origin, by: number): Origin => ({ start: start + by, end: end + by });

/** The index of the statement that the first difference lies in or behind. */
function firstEdited(old: Written, now: Written, same: number): number {
  const [before, after] = [old.program.statements, now.program.statements];
  let index = 0;
  for (; index < after.length && index < before.length; index += 1) {
    const [was, is] = [before[index]!, after[index]!];
    if (was.pos !== is.pos || is.pos > same) break;
    if (was.end !== is.end || is.end > same) return index;
  }
  return Math.max(index - 1, 0);
}

function insideOf(old: Written, now: Written, start: number, oldEnd: number, newEnd: number): Edit['inside'] {
  const [before, after] = [old.program, now.program];
  if (before.error !== undefined || after.error !== undefined) return undefined;
  if (before.statements.length !== after.statements.length) return undefined;
  if (lineEnds(old.text.slice(start, oldEnd)) !== lineEnds(now.text.slice(start, newEnd))) return undefined;
  const by = newEnd - oldEnd;
  let edited: number | undefined;
  let gap = -1;
  for (let index = 0; index < after.statements.length; index += 1) {
    const [was, is] = [before.statements[index]!, after.statements[index]!];
    if (was.pos >= oldEnd && is.pos === was.pos + by && is.end === was.end + by) continue;
    if (was.pos !== is.pos || was.pos > start || edited !== undefined) return undefined;
    gap = index;
    if (was.end > start || is.end > start || was.end !== is.end) edited = index;
  }
  if (edited !== undefined) {
    const [was, is] = [before.statements[edited]!, after.statements[edited]!];
    if (was.end >= oldEnd && is.end === was.end + by) return edited;
  }
  return sameBehind(old, now, gap) ? (edited ?? 'none') : undefined;
}

const lineEnds = (text: string): number => text.split('\n').length;

/** A here-document whose last line could be taken for a comment. */
const DELIMITED_BY_COMMENT = /<<-?[ \t]*['"\\]+#/;

/** True when nothing but comments and blanks differ between a statement (-1: the beginning) and the next. */
function sameBehind(old: Written, now: Written, statement: number): boolean {
  if (DELIMITED_BY_COMMENT.test(old.text) || DELIMITED_BY_COMMENT.test(now.text)) return false;
  const [was, is] = [separatorsBehind(old, statement), separatorsBehind(now, statement)];
  return was === is && /^[;&\n\r]*$/.test(was);
}

/** What stands between a statement and the next, without comments and blanks. */
function separatorsBehind({ text, program: { statements } }: Written, statement: number): string {
  const between = text.slice(statements[statement]?.end ?? 0, statements[statement + 1]?.pos);
  return between.replace(/(^|[\s;&])#[^\n]*/g, '$1').replace(/[ \t]/g, '');
}
