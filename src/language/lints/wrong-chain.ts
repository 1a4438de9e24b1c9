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
      fixes: () => (side === undefined ? otherChain(failure, index) : otherSide(failure, index, side)),
    };
  },
};

function otherSide({ lab, line }: Failure, index: number, side: string): Fix[] {
  const other = side === '-o' ? '-i' : '-o';
  const edit = replaceWord(lab, line, index, other);
  return edit === undefined ? [] : [{ title: `Change to ${other}`, edits: [edit], preferred: true }];
}

/** Where the targets of the table nat belong. */
const CHAIN_OF: Readonly<Record<string, string>> = {
  MASQUERADE: 'POSTROUTING',
  SNAT: 'POSTROUTING',
  DNAT: 'PREROUTING',
  REDIRECT: 'PREROUTING',
};

/** The chain, and the table, that the target belongs to; for a policy, the target that can be one. */
function otherChain({ lab, line, message }: Failure, index: number): Fix[] {
  if (message.includes('Bad policy name')) {
    const policy = line.argv.findIndex((word) => word === '-P' || word === '--policy') + 2;
    const edit = line.argv[policy] === 'REJECT' ? replaceWord(lab, line, policy, 'DROP') : undefined;
    return edit === undefined ? [] : [{ title: 'Change to DROP', edits: [edit], preferred: true }];
  }
  const right = CHAIN_OF[line.argv[index] ?? ''];
  const chain = line.argv.findIndex((word) => /^-[AIR]$/.test(word)) + 1;
  const program = line.origins[line.program];
  const edit = right === undefined || chain === 0 ? undefined : replaceWord(lab, line, chain, right);
  if (edit === undefined || program === undefined) return [];
  const table = { range: { start: program.end, end: program.end }, newText: ' -t nat' };
  const edits = line.argv.includes('nat') ? [edit] : [table, edit];
  return [{ title: `Use the chain ${right} of the table nat`, edits, preferred: true }];
}
