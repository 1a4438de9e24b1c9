import { STATE } from '../../../grammar/iptables/matches/state.ts';
import {
  STATE_DNAT,
  STATE_ESTABLISHED,
  STATE_INVALID,
  STATE_NEW,
  STATE_RELATED,
  STATE_SNAT,
  STATE_UNTRACKED,
  type StateMatch,
} from '../../../kernel/netfilter/matches/state.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { parseNameList } from '../option-value.ts';

/** States by their bits, in the order in which they are written. */
const STATES = [
  ['INVALID', STATE_INVALID],
  ['NEW', STATE_NEW],
  ['RELATED', STATE_RELATED],
  ['ESTABLISHED', STATE_ESTABLISHED],
  ['UNTRACKED', STATE_UNTRACKED],
  ['SNAT', STATE_SNAT],
  ['DNAT', STATE_DNAT],
] as const;

/** A list of states; `label` is the option in the message, `limit` how many of the names it knows. */
export function parseStates(text: string, label: string, limit: number, index: number): number {
  const known = STATES.slice(0, limit);
  const names = known.map(([name]) => name);
  const found = parseNameList(text, names, (rest) => complain(`Bad ${label} "${rest}"`, index));
  return known.reduce((bits, [name, bit]) => (found.includes(name) ? bits | bit : bits), 0);
}

/** The states of a set, separated by commas. */
export function formatStates(bits: number): string {
  return STATES.filter(([, bit]) => (bits & bit) !== 0)
    .map(([name]) => name)
    .join(',');
}

/** The `state` alias of libxt_conntrack. */
export const STATE_EXTENSION: Extension<StateMatch> = {
  label: 'state',
  options: STATE,
  begin() {
    let match: StateMatch = { kind: 'state', states: 0, invert: false };
    return {
      option({ value, invert, index }) {
        if (value === '' || value.endsWith(',')) {
          complain('"--state" requires a list of states with no spaces, e.g. ESTABLISHED,RELATED', index);
        }
        match = { kind: 'state', states: parseStates(value, 'state', 5, index), invert };
      },
      finish: () => match,
    };
  },
  save: ({ states, invert }) => negated(invert, `--state ${formatStates(states)}`),
  print: ({ states, invert }) => negated(invert, `state ${formatStates(states)}`),
};
