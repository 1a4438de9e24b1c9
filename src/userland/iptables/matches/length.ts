import { LENGTH } from '../../../grammar/iptables/matches/length.ts';
import type { LengthMatch } from '../../../kernel/netfilter/matches/length.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

function parseLength(text: string, otherwise: number, index: number): number {
  if (text === '') return otherwise;
  const message = `length: bad value for option "--length" near "${text}", or out of range (0-65535).\n`;
  return parseUnsigned(text, 65535) ?? complain(message, index);
}

function format({ min, max }: LengthMatch): string {
  return min === max ? `${min}` : `${min}:${max}`;
}

/** libxt_length. */
export const LENGTH_EXTENSION: Extension<LengthMatch> = {
  label: 'length',
  options: LENGTH,
  begin() {
    let match: LengthMatch = { kind: 'length', min: 0, max: 0, invert: false };
    return {
      option({ value, invert, index }) {
        const [low, high] = value.split(':');
        const min = parseLength(low!, 0, index);
        match = { kind: 'length', min, max: high === undefined ? min : parseLength(high, 65535, index), invert };
      },
      finish: () => match,
    };
  },
  save: (match) => negated(match.invert, `--length ${format(match)}`),
  print: (match) => `length ${match.invert ? '!' : ''}${format(match)}`,
};
