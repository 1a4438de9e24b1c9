/**
 * # invalid-value
 *
 * A value is none that the option takes: an address, a mask, a port, a type of ICMP or a state of a connection.
 *
 * The message is the program's own. ICMP types have to be written in full, states are those of conntrack, and the length of
 * an IPv4 prefix is 32 at most.
 *
 * ```netlab wrong
 * iptables -A INPUT -p icmp --icmp-type echo -j ACCEPT
 * ```
 *
 * ```netlab right
 * iptables -A INPUT -p icmp --icmp-type echo-request -j ACCEPT
 * ```
 */
import type { Fix } from '../finding.ts';
import { nearestFix, replaceWord } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const INVALID =
  /Ambiguous ICMP type|Invalid ICMP type|nknown ICMP|invalid mask|^\S+ v\S+ \(\S+\): host\/network .* not found|Bad (ct)?state |invalid port\/service|unknown protocol|(prefix|address) is expected rather than/;
const STATES = ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'];

export const invalidValue: FailureLint = {
  rule: 'invalid-value',
  *check(failure) {
    if (!INVALID.test(failure.message)) return;
    yield { fixes: () => fixesFor(failure) };
  },
};

function fixesFor({ lab, line, index, message }: Failure): Fix[] {
  const bad = /Bad (?:ct)?state "([^"]+)"/.exec(message)?.[1];
  if (bad !== undefined) return nearestFix(lab, line, index, STATES, bad);
  const alternatives = /Ambiguous ICMP type `[^']+': (.*)\?$/.exec(message)?.[1] ?? '';
  const names = [...alternatives.matchAll(/`([^']+)'/g)].map(([, name]) => name!);
  return names.reverse().flatMap((name) => {
    const edit = replaceWord(lab, line, index, name);
    return edit === undefined ? [] : [{ title: `Change to ${name}`, edits: [edit], preferred: false }];
  });
}
