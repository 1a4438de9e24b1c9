import type { FileStatus } from '../file-system.ts';

/** What a new file is not allowed where nobody says otherwise (umask(2)). */
const MASK = 0o022;

const TYPES: Readonly<Record<FileStatus['kind'], string>> = { file: '-', directory: 'd', link: 'l', device: 'c' };

/** Kind and permissions as `ls -l` shows them: `-rwxr-xr-x`. */
export function modeText({ kind, mode }: Pick<FileStatus, 'kind' | 'mode'>): string {
  return TYPES[kind] + permissionText(mode);
}

/** Permissions alone: `rwxr-xr-x`. */
export function permissionText(mode: number): string {
  const three = (shift: number, special: number, letter: string) => {
    const bits = mode >> shift;
    const executes = (bits & 1) !== 0;
    const last = (mode & special) === 0 ? (executes ? 'x' : '-') : executes ? letter : letter.toUpperCase();
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return three(6, 0o4000, 's') + three(3, 0o2000, 's') + three(0, 0o1000, 't');
}

/** How an operand of chmod(1) changes permissions; undefined for what is no mode. */
export type ModeChange = (status: Pick<FileStatus, 'kind' | 'mode'>) => number;

/** Reads `755`, `u+x,go=r` and the like (chmod(1)). */
export function parseMode(text: string): ModeChange | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    return mode > 0o7777 ? undefined : () => mode;
  }
  const changes: ModeChange[] = [];
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause);
    if (match === null) return undefined;
    for (const [, operator, what] of (match[2] as string).matchAll(/([-+=])([ugo]|[rwxXst]*)/g)) {
      changes.push(symbolic(match[1] as string, operator as string, what as string));
    }
  }
  return ({ kind, mode }) => changes.reduce((now, change) => change({ kind, mode: now }), mode);
}

const SHIFTS: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

function symbolic(who: string, operator: string, what: string): ModeChange {
  const everyone = who === '' || who.includes('a');
  const chosen = everyone ? 'ugo' : who;
  return ({ kind, mode }) => {
    const bits = bitsOf(what, kind, mode);
    let value = 0;
    let reach = 0;
    for (const each of chosen) {
      value |= bits << (SHIFTS[each] as number);
      reach |= 7 << (SHIFTS[each] as number);
    }
    if (what.includes('s')) value |= (chosen.includes('u') ? 0o4000 : 0) | (chosen.includes('g') ? 0o2000 : 0);
    if (what.includes('t')) value |= 0o1000;
    if (who === '') value &= ~MASK;
    if (operator === '+') return mode | value;
    return operator === '-' ? mode & ~value : (mode & ~reach) | value;
  };
}

function bitsOf(what: string, kind: FileStatus['kind'], mode: number): number {
  if (/^[ugo]$/.test(what)) return (mode >> (SHIFTS[what] as number)) & 7;
  const executes = what.includes('x') || (what.includes('X') && (kind === 'directory' || (mode & 0o111) !== 0));
  return (what.includes('r') ? 4 : 0) | (what.includes('w') ? 2 : 0) | (executes ? 1 : 0);
}
