import { REJECT6 } from '../../../grammar/iptables/targets/reject6.ts';
import type { RejectTarget } from '../../../kernel/netfilter/targets/reject.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { REJECT_EXTENSION } from './reject.ts';

/** Answers with their short names; an abbreviation of either is taken, the first that fits. */
const ANSWERS: readonly (readonly [RejectTarget['with'], string])[] = [
  ['icmp6-no-route', 'no-route'],
  ['icmp6-adm-prohibited', 'adm-prohibited'],
  ['icmp6-addr-unreachable', 'addr-unreach'],
  ['icmp6-port-unreachable', 'port-unreach'],
  ['tcp-reset', 'tcp-reset'],
  ['icmp6-policy-fail', 'policy-fail'],
  ['icmp6-reject-route', 'reject-route'],
];

/** libip6t_REJECT. */
export const REJECT6_EXTENSION: Extension<RejectTarget> = {
  ...REJECT_EXTENSION,
  options: REJECT6,
  begin() {
    let answer: RejectTarget['with'] = 'icmp6-port-unreachable';
    return {
      option({ value, index }) {
        const lower = value.toLowerCase();
        const found = ANSWERS.find(([name, short]) => name.startsWith(lower) || short.startsWith(lower));
        answer = found === undefined ? complain(`unknown reject type "${value}"`, index) : found[0];
      },
      finish: () => ({ kind: 'REJECT', with: answer }),
    };
  },
};
