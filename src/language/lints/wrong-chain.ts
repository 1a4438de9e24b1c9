/**
 * # wrong-chain
 *
 * An option or target of iptables cannot be used in this chain or table.
 *
 * In PREROUTING and INPUT the way out is not known yet, so there is no `-o`; in OUTPUT and POSTROUTING the packet has no
 * way in any more, so there is no `-i`. Source translation (MASQUERADE, SNAT) happens in POSTROUTING of the table nat,
 * destination translation (DNAT) in PREROUTING and OUTPUT.
 *
 * ```netlab wrong
 * iptables -t nat -A POSTROUTING -i eth0 -j MASQUERADE
 * ```
 *
 * ```netlab right
 * iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
 * ```
 */
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const WRONG_SIDE = /Can't use (-[io]) with (\w+)/;
const REFUSED = /RULE_(?:APPEND|INSERT|REPLACE) failed \(Invalid argument\)|Bad policy name/;

export const wrongChain: FailureLint = {
  rule: 'wrong-chain',
  *check(failure) {
    const { line, message } = failure;
    const side = WRONG_SIDE.exec(message)?.[1];
    if (side === undefined && !REFUSED.test(message)) return;
    const index = side === undefined ? line.argv.indexOf('-j') + 1 : line.argv.indexOf(side);
    yield {
      ...(index > 0 ? { range: line.originOf(index) } : {}),
      fixes: () => (side === undefined ? [] : otherSide(failure, index, side)),
    };
  },
};

function otherSide({ lab, line }: Failure, index: number, side: string): Fix[] {
  const other = side === '-o' ? '-i' : '-o';
  const edit = replaceWord(lab, line, index, other);
  return edit === undefined ? [] : [{ title: `Change to ${other}`, edits: [edit], preferred: true }];
}
