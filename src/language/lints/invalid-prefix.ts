/**
 * # invalid-prefix
 *
 * A route's destination has bits set beyond its prefix length.
 *
 * `10.8.0.5/24` is an address in a network; the network itself is `10.8.0.0/24`. Routes are for networks.
 *
 * ```netlab wrong
 * ip route add unreachable 10.8.0.5/24
 * ```
 *
 * ```netlab right
 * ip route add unreachable 10.8.0.0/24
 * ```
 */
import { formatIpv4, networkOf, parseIpv4 } from '../../net/ipv4.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

export const invalidPrefix: FailureLint = {
  rule: 'invalid-prefix',
  *check(failure) {
    if (!/Invalid prefix for given prefix length/.test(failure.message)) return;
    const { line } = failure;
    const index = line.argv.findIndex((word, at) => at > line.program && /^[\d.]+\/\d+$/.test(word));
    yield { ...(index > 0 ? { range: line.originOf(index) } : {}), fixes: () => fixesFor(failure, index) };
  },
};

function fixesFor({ lab, line }: Failure, index: number): Fix[] {
  const [address, length] = (line.argv[index] ?? '').split('/');
  const parsed = parseIpv4(address ?? '');
  if (parsed === null) return [];
  const prefix = `${formatIpv4(networkOf(parsed, Number(length)))}/${length}`;
  const edit = replaceWord(lab, line, index, prefix);
  return edit === undefined ? [] : [{ title: `Change to ${prefix}`, edits: [edit], preferred: true }];
}
