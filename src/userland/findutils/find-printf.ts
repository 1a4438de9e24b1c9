import { groupName, userName } from '../base-passwd/ids.ts';
import { decodeEscapes } from '../coreutils/escapes.ts';
import { modeText } from '../coreutils/mode.ts';
import { formatTime } from '../coreutils/printf.ts';
import { blocksOf, linksOf } from '../coreutils/stat.ts';
import type { FileStatus } from '../file-system.ts';
import type { Process } from '../process.ts';

/** A file that `find` looks at. */
export interface Visit {
  /** As it is printed. */
  readonly name: string;
  readonly path: string;
  readonly depth: number;
  readonly status: FileStatus;
  /** The word of the command it was found under. */
  readonly start: string;
}

const LETTERS: Readonly<Record<FileStatus['kind'], string>> = { file: 'f', directory: 'd', link: 'l', device: 'c' };
const DIRECTIVE = /%([-0+ #]*)(\d*)(?:([ACT])(.)|(.))/gs;

/** What `-printf` prints of a file (find(1)); `warn` is told of each directive there is not, once for each format. */
export function printfOf(
  process: Process,
  format: string,
  warn: (directive: string) => void,
): (visit: Visit) => string {
  const { text } = decodeEscapes(format, 'ansi');
  for (const [all, , , , , letter] of text.matchAll(DIRECTIVE))
    if (letter !== undefined && !(letter in FIELDS)) warn(all);
  return (visit) =>
    text.replace(DIRECTIVE, (all, flags: string, width: string, time?: string, form?: string, letter?: string) => {
      if (letter === '%') return '%';
      const field = time === undefined ? FIELDS[letter as string] : () => timeText(visit, form as string);
      if (field === undefined) return all;
      const shown = field(visit, process);
      return flags.includes('-') ? shown.padEnd(Number(width)) : shown.padStart(Number(width));
    });
}

const parent = (name: string) => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.');
const lastPart = (name: string) => name.replace(/\/+$/, '').split('/').at(-1) || '/';

const FIELDS: Readonly<Record<string, (visit: Visit, process: Process) => string>> = {
  p: ({ name }) => name,
  f: ({ name }) => lastPart(name),
  h: ({ name }) => parent(name),
  P: ({ name, start }) => name.slice(start.length).replace(/^\//, ''),
  H: ({ start }) => start,
  y: ({ status }) => LETTERS[status.kind],
  Y: ({ path, status }, { system, netns }) => LETTERS[(system.fs.status(path, netns) ?? status).kind],
  s: ({ status }) => String(status.size),
  m: ({ status }) => status.mode.toString(8),
  M: ({ status }) => modeText(status),
  u: ({ status }) => userName(status.uid) ?? String(status.uid),
  g: ({ status }) => groupName(status.gid) ?? String(status.gid),
  U: ({ status }) => String(status.uid),
  G: ({ status }) => String(status.gid),
  d: ({ depth }) => String(depth),
  n: ({ path, status }, process) => String(linksOf(process, path, status)),
  l: ({ status }) => status.target ?? '',
  k: ({ status }) => String(blocksOf(status) / 2),
  b: ({ status }) => String(blocksOf(status)),
  i: () => '1',
  D: () => '1',
  a: (visit) => timeText(visit, 'long'),
  c: (visit) => timeText(visit, 'long'),
  t: (visit) => timeText(visit, 'long'),
  '%': () => '%',
};

/** A time of a file, which all are that of its last change here; seconds have a fraction. */
function timeText({ status: { mtime } }: Visit, form: string): string {
  const fraction = (mtime % 1).toFixed(10).slice(1);
  if (form === 'long') return formatTime('%a %b %e %H:%M:%S', mtime) + fraction + formatTime(' %Y', mtime);
  if (form === '@') return Math.floor(mtime) + fraction;
  if (form === 'S') return formatTime('%S', mtime) + fraction;
  if (form === 'T') return formatTime('%H:%M:%S', mtime) + fraction;
  if (form === '+') return formatTime('%Y-%m-%d+%H:%M:%S', mtime) + fraction;
  return formatTime(`%${form}`, mtime);
}
