import type { GetoptOption } from '../../../grammar/getopt.ts';
import { CONNMARK_MATCH } from '../../../grammar/iptables/matches/connmark.ts';
import { MARK_MATCH } from '../../../grammar/iptables/matches/mark.ts';
import type { MarkMatch } from '../../../kernel/netfilter/matches/mark.ts';
import { type Extension, negated } from '../extension.ts';
import { formatMark } from '../mark-value.ts';
import { parseMarkMask } from '../option-value.ts';

function extension(kind: MarkMatch['kind'], options: readonly GetoptOption[]): Extension<MarkMatch> {
  return {
    label: kind,
    options,
    begin() {
      let match: MarkMatch = { kind, value: 0, mask: 0, invert: false };
      return {
        option(given) {
          match = { kind, ...parseMarkMask(kind, given), invert: given.invert };
        },
        finish: () => match,
      };
    },
    save: (match) => negated(match.invert, `--mark ${formatMark(match)}`),
    print(match) {
      // libxt_connmark leaves two spaces before what is not negated, libxt_mark one.
      const space = kind === 'connmark' && !match.invert ? ' ' : '';
      return `${kind} match ${space}${negated(match.invert, formatMark(match))}`;
    },
  };
}

/** libxt_mark. */
export const MARK_EXTENSION = extension('mark', MARK_MATCH);

/** libxt_connmark. */
export const CONNMARK_EXTENSION = extension('connmark', CONNMARK_MATCH);
