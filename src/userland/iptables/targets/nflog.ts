import { NFLOG } from '../../../grammar/iptables/targets/nflog.ts';
import type { NflogTarget, TraceTarget } from '../../../kernel/netfilter/targets/nflog.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseNumber } from '../option-value.ts';
import { quote } from '../quote.ts';

/** NF_LOG_PREFIXLEN less the final zero byte. */
const MAX_PREFIX = 127;

function read(target: NflogTarget, given: Given): NflogTarget {
  switch (given.name) {
    case '--nflog-group':
      return { ...target, group: parseNumber('NFLOG', given, 65535) };
    case '--nflog-prefix':
      if (given.value === '') complain('Argument must have a minimum length of 1 characters\n', given.index);
      if (given.value.includes('\n')) complain('Newlines not allowed in --log-prefix', given.index);
      return { ...target, prefix: given.value.slice(0, MAX_PREFIX) };
    case '--nflog-size':
      return { ...target, size: parseNumber('NFLOG', given) };
    case '--nflog-threshold':
      return { ...target, threshold: parseNumber('NFLOG', given, 65535) };
    default:
      parseNumber('NFLOG', given);
      return target;
  }
}

function write({ prefix, group, size, threshold }: NflogTarget, dashes: string): string {
  const parts: string[] = [];
  if (prefix !== '') parts.push(`${dashes}nflog-prefix ${quote(prefix)}`);
  if (group !== 0) parts.push(`${dashes}nflog-group ${group}`);
  if (size !== undefined) parts.push(`${dashes}nflog-size ${size}`);
  if (threshold !== 0) parts.push(`${dashes}nflog-threshold ${threshold}`);
  return parts.join(' ');
}

/** libxt_NFLOG. */
export const NFLOG_EXTENSION: Extension<NflogTarget> = {
  label: 'NFLOG',
  options: NFLOG,
  begin() {
    let target: NflogTarget = { kind: 'NFLOG', group: 0, prefix: '', threshold: 0 };
    let range: Given | undefined;
    return {
      option(given) {
        target = read(target, given);
        if (given.name === '--nflog-range') range = given;
      },
      finish() {
        range?.warn('warn: --nflog-range has never worked and is no longer supported, please use --nflog-size instead');
        return target;
      },
    };
  },
  save: (target) => write(target, '--'),
  print: (target) => write(target, ''),
};

/** libxt_TRACE. */
export const TRACE_EXTENSION: Extension<TraceTarget> = {
  label: 'TRACE',
  options: [],
  begin: () => ({ option() {}, finish: () => ({ kind: 'TRACE' }) }),
  save: () => '',
  print: () => '',
};
