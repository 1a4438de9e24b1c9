import { NFQUEUE } from '../../../grammar/iptables/targets/nfqueue.ts';
import type { NfqueueTarget } from '../../../kernel/netfilter/targets/nfqueue.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseNumber, parseNumberRange, type Range } from '../option-value.ts';

const MAX_QUEUE = 65535;

function parseBalance(given: Given): Range {
  const { value, index } = given;
  const range = parseNumberRange('NFQUEUE', given, MAX_QUEUE);
  if (!value.includes(':')) complain(`Bad range "${value}"`, index);
  if (range.min >= range.max) complain(`${range.min} should be less than ${range.max}`, index);
  return range;
}

function write({ first, last, bypass, cpuFanout }: NfqueueTarget, dashes: string): string {
  const parts = [first === last ? `${dashes}num ${first}` : `${dashes}balance ${first}:${last}`];
  if (bypass) parts.push(`${dashes}bypass`);
  if (cpuFanout) parts.push(`${dashes}cpu-fanout`);
  return parts.join(' ');
}

/** libxt_NFQUEUE. */
export const NFQUEUE_EXTENSION: Extension<NfqueueTarget> = {
  label: 'NFQUEUE',
  options: NFQUEUE,
  begin() {
    let target: NfqueueTarget = { kind: 'NFQUEUE', first: 0, last: 0, bypass: false, cpuFanout: false };
    return {
      option(given) {
        switch (given.name) {
          case '--queue-num': {
            const queue = parseNumber('NFQUEUE', given, MAX_QUEUE);
            target = { ...target, first: queue, last: queue };
            break;
          }
          case '--queue-balance': {
            const { min, max } = parseBalance(given);
            target = { ...target, first: min, last: max };
            break;
          }
          case '--queue-bypass':
            target = { ...target, bypass: true };
            break;
          default:
            target = { ...target, cpuFanout: true };
        }
      },
      finish: () => target,
    };
  },
  save: (target) => write(target, '--queue-'),
  print: (target) => `NFQUEUE ${write(target, '')}`,
};
