import { REJECT } from '../../../grammar/iptables/targets/reject.ts';
import type { RejectTarget, RejectWith } from '../../../kernel/netfilter/targets/reject.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';

/** Answers with their short names; an abbreviation of either is taken, the first that fits. */
const ANSWERS: readonly (readonly [RejectWith, string])[] = [
  ['icmp-net-unreachable', 'net-unreach'],
  ['icmp-host-unreachable', 'host-unreach'],
  ['icmp-proto-unreachable', 'proto-unreach'],
  ['icmp-port-unreachable', 'port-unreach'],
  ['icmp-net-prohibited', 'net-prohib'],
  ['icmp-host-prohibited', 'host-prohib'],
  ['tcp-reset', 'tcp-rst'],
  ['icmp-admin-prohibited', 'admin-prohib'],
];

/** Answers of old that are refused with a word more. */
const ONCE_TAKEN = ['echo-reply', 'echoreply'];

/** libipt_REJECT. */
export const REJECT_EXTENSION: Extension<RejectTarget> = {
  label: 'REJECT',
  options: REJECT,
  begin() {
    let answer: RejectWith = 'icmp-port-unreachable';
    return {
      option({ value, index, warn }) {
        if (ONCE_TAKEN.some((name) => name.startsWith(value.toLowerCase()) && value.length > 4)) {
          warn(`--reject-with ${value} no longer supported`);
        }
        const lower = value.toLowerCase();
        const found = ANSWERS.find(([name, short]) => name.startsWith(lower) || short.startsWith(lower));
        answer = found === undefined ? complain(`unknown reject type "${value}"`, index) : found[0];
      },
      finish: () => ({ kind: 'REJECT', with: answer }),
    };
  },
  save: (target) => `--reject-with ${target.with}`,
  print: (target) => `reject-with ${target.with}`,
};
