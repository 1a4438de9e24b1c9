/**
 * # no-such-chain
 *
 * A chain, target or match of this name does not exist in the table.
 *
 * The table filter has the chains INPUT, FORWARD and OUTPUT; nat has PREROUTING, INPUT, OUTPUT and POSTROUTING. Without
 * `-t` iptables works on filter. Other chains exist once `iptables -N` has made them.
 *
 * ```netlab wrong
 * iptables -A FORWARD -j DROPP
 * ```
 *
 * ```netlab right
 * iptables -A FORWARD -j DROP
 * ```
 */
import type { Fix } from '../finding.ts';
import { nearestFix } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const NO_CHAIN = /No chain\/target\/match by that name|Chain '([^']+)' does not exist|Couldn't load target `([^']+)'/;
const NAT_CHAINS = ['PREROUTING', 'POSTROUTING'];
const TARGETS = ['ACCEPT', 'DROP', 'REJECT', 'RETURN', 'MASQUERADE', 'SNAT', 'DNAT', 'LOG', 'MARK', 'REDIRECT'];
const CHAINS = ['INPUT', 'FORWARD', 'OUTPUT', ...NAT_CHAINS];

export const noSuchChain: FailureLint = {
  rule: 'no-such-chain',
  *check(failure) {
    const match = NO_CHAIN.exec(failure.message);
    if (match === null) return;
    const { line, index } = failure;
    const named = match[1] ?? match[2];
    const at = named === undefined ? chainOrTarget(failure) : line.indexOf(named);
    const blamed = at > 0 ? at : index;
    yield { range: line.originOf(blamed), fixes: () => fixesFor(failure, blamed) };
  },
};

/** The word that is most likely meant: a target nobody knows, else the chain. */
function chainOrTarget({ line }: Failure): number {
  const target = line.argv.indexOf('-j') + 1;
  if (target > 0 && ![...TARGETS, ...CHAINS].includes(line.argv[target] ?? '')) return target;
  return line.argv.findIndex((word) => /^-[ADIFLNPRSXZ]$/.test(word)) + 1;
}

function fixesFor({ lab, line, record }: Failure, index: number): Fix[] {
  const word = line.argv[index] ?? '';
  const program = line.origins[line.program];
  if (NAT_CHAINS.includes(word) && !line.argv.includes('-t') && program !== undefined) {
    const edit = { range: { start: program.end, end: program.end }, newText: ' -t nat' };
    return [{ title: 'Use the table nat', edits: [edit], preferred: true }];
  }
  const place = lab.network.named(lab.netnsOf(record));
  const chains = place === undefined ? [] : lab.run.kernel.netfilter.chains(place.netns).map((each) => each.chain);
  return nearestFix(lab, line, index, line.argv[index - 1] === '-j' ? [...TARGETS, ...chains] : [...CHAINS, ...chains]);
}
