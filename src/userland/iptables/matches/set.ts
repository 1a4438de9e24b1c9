import { SET_MATCH } from '../../../grammar/iptables/matches/set.ts';
import type { CounterTest, SetMatch } from '../../../kernel/netfilter/matches/set.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';
import { parseUnsigned64 } from '../number.ts';
import { formatSetSides, parseSetSides } from '../set-sides.ts';

const OPERATORS = { eq: 'eq', lt: 'lt', gt: 'gt' } as const;

function parseCounter({ name, value, invert, index }: Given, known: CounterTest | undefined): CounterTest {
  const [, , counter, operator] = name.split('-') as [string, string, string, keyof typeof OPERATORS];
  if (known !== undefined) complain(`only one of the --${counter}-[eq|lt|gt] is allowed`, index);
  if (invert && operator !== 'eq') complain(`${name} option cannot be inverted`, index);
  const number = parseUnsigned64(value);
  if (number === undefined) complain(`Cannot parse ${value} as a counter value`, index);
  return { operator: invert ? 'ne' : OPERATORS[operator], value: number };
}

function read(match: SetMatch, given: Given): SetMatch {
  const { name, invert, index } = given;
  switch (name) {
    case '--match-set':
      if (given.spelled === '--set') given.warn('--set option deprecated, please use --match-set');
      if (match.name !== '') complain('--match-set can be specified only once', index);
      return { ...match, ...parseSetSides('--match-set', given), invert };
    case '--return-nomatch':
      if (invert) complain('--return-nomatch flag cannot be inverted', index);
      return { ...match, returnNomatch: true };
    case '--update-counters':
      return { ...match, updateCounters: !invert };
    case '--update-subcounters':
      return { ...match, updateSubcounters: !invert };
    default:
      return name.startsWith('--packets')
        ? { ...match, packets: parseCounter(given, match.packets) }
        : { ...match, bytes: parseCounter(given, match.bytes) };
  }
}

function counterWords(counter: string, test: CounterTest | undefined, dashes: string): string[] {
  if (test === undefined) return [];
  const isNot = test.operator === 'ne';
  return [negated(isNot, `${dashes}${counter}-${isNot ? 'eq' : test.operator} ${test.value}`)];
}

function write(match: SetMatch, dashes: string): string {
  const parts = [negated(match.invert, `${dashes}match-set ${formatSetSides(match)}`)];
  if (match.returnNomatch) parts.push(`${dashes}return-nomatch`);
  if (!match.updateCounters) parts.push(`! ${dashes}update-counters`);
  if (!match.updateSubcounters) parts.push(`! ${dashes}update-subcounters`);
  parts.push(...counterWords('packets', match.packets, dashes), ...counterWords('bytes', match.bytes, dashes));
  return parts.join(' ');
}

/** libxt_set. */
export const SET_EXTENSION: Extension<SetMatch> = {
  label: 'set',
  options: SET_MATCH,
  ownChecks: true,
  begin() {
    let match: SetMatch = {
      kind: 'set',
      name: '',
      sides: [],
      invert: false,
      returnNomatch: false,
      updateCounters: true,
      updateSubcounters: true,
    };
    let isGiven = false;
    return {
      option(given) {
        match = read(match, given);
        isGiven ||= given.name === '--match-set';
      },
      finish() {
        return isGiven ? match : complain("You must specify `--match-set' with proper arguments");
      },
    };
  },
  save: (match) => write(match, '--'),
  print: (match) => write(match, ''),
};
