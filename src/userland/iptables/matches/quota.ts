import { QUOTA } from '../../../grammar/iptables/matches/quota.ts';
import type { QuotaMatch } from '../../../kernel/netfilter/matches/quota.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';

const MAX = '18446744073709551615';

/** A number of 64 bits, which is more than a double can hold exactly. */
function parseQuota(text: string, index: number): string {
  const digits = /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined;
  const isFine =
    digits !== undefined && (digits.length < MAX.length || (digits.length === MAX.length && digits <= MAX));
  return isFine ? digits : complain(`quota: bad value for option "--quota", or out of range (0-${MAX}).\n`, index);
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
