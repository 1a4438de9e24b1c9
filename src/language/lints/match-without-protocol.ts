/**
 * # match-without-protocol
 *
 * An iptables option belongs to a match or protocol that the rule has not named before it.
 *
 * `--dport` and `--sport` exist after `-p tcp` or `-p udp`, `--icmp-type` after `-p icmp`, `--ctstate` after
 * `-m conntrack`. iptables reads from left to right, so the order counts.
 *
 * ```netlab wrong
 * iptables -A INPUT --dport 80 -p tcp -j ACCEPT
 * ```
 *
 * ```netlab right
 * iptables -A INPUT -p tcp --dport 80 -j ACCEPT
 * ```
 */
import type { Edit, Fix } from '../finding.ts';
import { removeWord } from '../fixes/replace-word.ts';
import type { Failure, FailureLint } from './lint.ts';

const NEEDS: Readonly<Record<string, string>> = {
  '--dport': '-p tcp',
  '--sport': '-p tcp',
  '--destination-port': '-p tcp',
  '--source-port': '-p tcp',
  '--tcp-flags': '-p tcp',
  '--syn': '-p tcp',
  '--icmp-type': '-p icmp',
  '--ctstate': '-m conntrack',
  '--state': '-m state',
  '--dports': '-m multiport',
  '--sports': '-m multiport',
  '--limit': '-m limit',
  '--mac-source': '-m mac',
  '--comment': '-m comment',
};

export const matchWithoutProtocol: FailureLint = {
  rule: 'match-without-protocol',
  *check(failure) {
    const option = /unknown option "(--[\w-]+)"/.exec(failure.message)?.[1];
    const index = option === undefined ? -1 : failure.line.argv.indexOf(option);
    const needed = option === undefined ? undefined : NEEDS[option];
    if (needed === undefined || index < 0) return;
    yield { range: failure.line.originOf(index), fixes: () => fixesFor(failure, index, needed) };
  },
};

function fixesFor({ line }: Failure, index: number, needed: string): Fix[] {
  const origin = line.origins[index];
  if (origin === undefined) return [];
  const [flag] = needed.split(' ');
  // A protocol that stands behind the option is moved before it, as it is written.
  const later = line.argv.indexOf(flag!, index);
  const moved = flag === '-p' && later > 0 ? takeAway(line, later) : undefined;
  const words = moved === undefined ? needed : `-p ${line.argv[later + 1]}`;
  const insertion = { range: { start: origin.start, end: origin.start }, newText: `${words} ` };
  return [{ title: `Put ${words} before it`, edits: [insertion, ...(moved ?? [])], preferred: true }];
}

function takeAway(line: Failure['line'], index: number): Edit[] | undefined {
  const first = removeWord(line, index);
  const second = removeWord(line, index + 1);
  return first === undefined || second === undefined ? undefined : [first, second];
}
