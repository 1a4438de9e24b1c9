import type { Wait } from '../../process.ts';
import { readStandardInput } from '../../standard-input.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';

/** What `save` writes begins with a number that tells what it is a dump of (the first four bytes, lowest first). */
export const MAGIC = { route: 0x45311224, address: 0x47361222, rule: 0x71706986 } as const;

/** What there are dumps of. */
export type SavedKind = keyof typeof MAGIC;

/**
 * Writes a dump: its number, then an object a line. Linux writes the kernel's messages as they are; nobody but ip
 * reads either. Answers the status.
 */
export function save(session: Session, kind: SavedKind, objects: readonly object[], at: number): number {
  const status = beginSave(session, kind, at);
  return status === 0 ? saveObjects(session, objects) : status;
}

/** Writes the number of a dump, but not on a terminal. */
export function beginSave(session: Session, kind: SavedKind, at: number): number {
  const { stdout } = session.process;
  if (stdout.isTerminal) {
    session.error('Not sending a binary stream to stdout\n', at);
    return 1;
  }
  session.out.text(markOf(kind));
  return 0;
}

/** Writes objects behind the number. */
export function saveObjects(session: Session, objects: readonly object[]): number {
  for (const each of objects) session.out.text(`${JSON.stringify(each, hide)}\n`);
  return 0;
}

/** A dump that was read: what is in it, and whether it ends in the middle of an object. */
export interface Saved<T> {
  readonly objects: readonly T[];
  readonly isTruncated: boolean;
}

/** Reads a dump from standard input; undefined after a complaint. */
export function* readSaved<T>(
  session: Session,
  kind: SavedKind,
  at: number,
): Generator<Wait, Saved<T> | undefined, void> {
  const { stdin } = session.process;
  if (stdin.isTerminal) {
    session.error(`Can't restore ${kind} dump from a terminal\n`, at);
    return undefined;
  }
  const text = yield* readStandardInput(session.process);
  const mark = markOf(kind);
  if (!text.startsWith(mark)) {
    const start = text.slice(0, mark.length);
    const number = [...start].reduceRight((sum, _, i) => sum * 256 + (start.charCodeAt(i) & 255), 0);
    const elements = start.length < mark.length ? 0 : 1;
    session.error(`Magic mismatch (${elements} elems, ${number.toString(16)} magic)\n`, at);
    return undefined;
  }
  return parse(text.slice(mark.length));
}

/** What is said of a dump that breaks off. */
export const TRUNCATED = 'rtnl-from_file: truncated message\n';

/** The status of `restore` and `showdump` of addresses and rules when something is wrong, with which they end. */
export const FAILED = EXIT_MINUS_ONE;

function markOf(kind: SavedKind): string {
  const magic = MAGIC[kind];
  return String.fromCharCode(...[0, 8, 16, 24].map((shift) => (magic >>> shift) & 255));
}

function parse<T>(text: string): Saved<T> {
  const objects: T[] = [];
  const lines = text.split('\n');
  const rest = lines.pop();
  for (const line of lines) {
    const object = parseLine<T>(line);
    if (object === undefined) return { objects, isTruncated: true };
    objects.push(object);
  }
  return { objects, isTruncated: rest !== '' };
}

function parseLine<T>(line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line, reveal);
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

/** JSON has no large integers, and no infinity: they are written as words. Who made an object is not written at all. */
function hide(key: string, value: unknown): unknown {
  if (key === 'cause') return undefined;
  if (typeof value === 'bigint') return `ipv6:${value}`;
  return value === Number.POSITIVE_INFINITY ? 'forever' : value;
}

function reveal(_key: string, value: unknown): unknown {
  if (value === 'forever') return Number.POSITIVE_INFINITY;
  return typeof value === 'string' && /^ipv6:\d+$/.test(value) ? BigInt(value.slice(5)) : value;
}
