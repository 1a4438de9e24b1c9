import { LOG } from '../../../grammar/iptables/targets/log.ts';
import type { LogTarget } from '../../../kernel/netfilter/targets/log.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseUnsigned } from '../number.ts';
import { quote } from '../quote.ts';

/** Names of levels (syslog(3)) that are taken. */
const LEVELS: readonly (readonly [string, number])[] = [
  ['alert', 1],
  ['crit', 2],
  ['debug', 7],
  ['emerg', 0],
  ['error', 3],
  ['info', 6],
  ['notice', 5],
  ['panic', 0],
  ['warning', 4],
];

/** The name of each level as it is listed. */
const LISTED = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** Flags with their options, in the order in which they are written (IPT_LOG_*). */
const FLAGS = [
  ['tcp-sequence', 1],
  ['tcp-options', 2],
  ['ip-options', 4],
  ['uid', 8],
  ['macdecode', 32],
] as const;

const DEFAULT_LEVEL = 4;
/** The length of the kernel's field for it, less its final zero byte. */
const MAX_PREFIX = 29;

function parseLevel(text: string, index: number): number {
  const number = parseUnsigned(text, 7);
  if (number !== undefined) return number;
  const level = LEVELS.find(([name]) => name === text);
  return level === undefined ? complain(`log level "${text}" unknown\n`, index) : level[1];
}

/** libxt_LOG. */
export const LOG_EXTENSION: Extension<LogTarget> = {
  label: 'LOG',
  options: LOG,
  begin() {
    let target: LogTarget = { kind: 'LOG', prefix: '', level: DEFAULT_LEVEL, flags: 0 };
    return {
      option({ name, value, index }) {
        if (name === '--log-level') target = { ...target, level: parseLevel(value, index) };
        else if (name === '--log-prefix') {
          if (value === '') complain('Argument must have a minimum length of 1 characters\n', index);
          if (value.includes('\n')) complain('Newlines not allowed in --log-prefix', index);
          target = { ...target, prefix: value.slice(0, MAX_PREFIX) };
        } else {
          const flag = FLAGS.find(([known]) => `--log-${known}` === name)!;
          target = { ...target, flags: target.flags | flag[1] };
        }
      },
      finish: () => target,
    };
  },
  save({ prefix, level, flags }) {
    const parts: string[] = [];
    if (prefix !== '') parts.push(`--log-prefix ${quote(prefix)}`);
    if (level !== DEFAULT_LEVEL) parts.push(`--log-level ${level}`);
    for (const [name, bit] of FLAGS) if ((flags & bit) !== 0) parts.push(`--log-${name}`);
    return parts.join(' ');
  },
  print({ prefix, level, flags }, numeric) {
    const suffix = prefix === '' ? '' : ` prefix "${prefix}"`;
    if (numeric) return `LOG flags ${flags} level ${level}${suffix}`;
    const name = LISTED[level];
    const names = FLAGS.filter(([, bit]) => (flags & bit) !== 0).map(([flag]) => ` ${flag}`);
    return `LOG level ${name}${names.join('')}${suffix}`;
  },
};
