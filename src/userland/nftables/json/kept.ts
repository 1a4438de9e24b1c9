import { parseTime } from '../time.ts';
import type { Json } from './document.ts';

/** What an object without effect says of itself, from the lines of its listing. */
export function keptMembers(lines: readonly string[]): { readonly [member: string]: Json | undefined } {
  return Object.assign({}, ...lines.map(membersOf));
}

function membersOf(line: string): { readonly [member: string]: Json } {
  const [word = '', first = '', ...rest] = line.replaceAll('"', '').split(' ');
  switch (word) {
    case 'type':
      return { type: first, protocol: rest[1]! };
    case 'policy':
      return { policy: policyOf(line) };
    case 'timeout':
      return { timeout: (parseTime(first) ?? 0) / 1000 };
    case 'timestamp':
    case 'sack-perm':
      return { flags: first === '' ? word : [word, first] };
    case 'hook':
      return { hook: first, prio: priorityIn(rest) };
    case 'devices':
      return { dev: devicesIn(line) };
    case 'flags':
    case 'counter':
      return {};
    default:
      return { [word]: /^\d+$/.test(first) ? Number(first) : first };
  }
}

/** `policy = { established : 100, close : 4 }`. */
function policyOf(line: string): Json {
  const states = [...line.matchAll(/(\w+) : (\d+)/g)].map(([, state, seconds]) => [state!, Number(seconds)] as const);
  return Object.fromEntries(states);
}

/** `priority filter + 5`. */
function priorityIn([, name = '', sign, distance = '0']: readonly string[]): number {
  const base = name === 'filter' ? 0 : Number(name);
  return sign === '-' ? base - Number(distance) : base + Number(distance);
}

/** `devices = { lo, eth0 }`. */
function devicesIn(line: string): Json {
  const names = (/\{(.*)\}/.exec(line)?.[1] ?? '').split(',').map((name) => name.trim());
  return names.length > 1 ? names : names[0]!;
}
