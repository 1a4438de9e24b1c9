import { QUOTA } from '../../../grammar/iptables/matches/quota.ts';
import type { QuotaMatch } from '../../../kernel/netfilter/matches/quota.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';

const MAX = 2n ** 64n - 1n;

/** A number of 64 bits, which is more than a double can hold exactly; decimal, 0x… or 0…. */
function parseQuota(text: string, index: number): string {
  const [, digits] = /^\s*\+?(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(text) ?? [];
  const quota = digits === undefined ? undefined : BigInt(digits.replace(/^0(?=[0-7])/, '0o'));
  if (quota !== undefined && quota <= MAX) return quota.toString();
  return complain(`quota: bad value for option "--quota", or out of range (0-${MAX}).\n`, index);
}

/** libxt_quota. -L does not tell of a negation. */
export const QUOTA_EXTENSION: Extension<QuotaMatch> = {
  label: 'quota',
  options: QUOTA,
  begin() {
    let quota = '0';
    let invert = false;
    return {
      option(given) {
        quota = parseQuota(given.value, given.index);
        invert = given.invert;
      },
      finish: () => ({ kind: 'quota', quota, invert, left: Number(quota) }),
    };
  },
  save: ({ quota, invert }) => negated(invert, `--quota ${quota}`),
  print: ({ quota }) => `quota: ${quota} bytes`,
};
