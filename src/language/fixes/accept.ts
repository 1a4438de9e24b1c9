import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineBefore } from './insert-line.ts';
import { commandIn, spokenNetns } from './netns.ts';

/**
 * Lets a packet that a chain dropped pass from now on: its answer as part of a connection, else what its sender sends there.
 * The line goes before the command that sent it.
 */
export function acceptFixes(
  lab: Analysis,
  record: CommandRecord,
  event: TraceEvent,
  { table, tried, policy, rule }: Extract<Decision, { kind: 'chain' }>,
  isAnswer: boolean,
): Fix[] {
  const chain = rule?.chain ?? policy?.chain ?? tried[0]?.chain;
  if (event.before.kind !== 'ipv4' || table !== 'filter' || chain === undefined) return [];
  const netns = lab.history.nameOf(event.netns);
  const { src, dst } = event.before;
  const what = isAnswer ? '-m conntrack --ctstate ESTABLISHED,RELATED' : `-s ${formatIpv4(src)} -d ${formatIpv4(dst)}`;
  const command = commandIn(netns, `iptables -I ${chain} ${what} -j ACCEPT`, lab.lineOf(record));
  const title = isAnswer ? 'Accept the answers' : `Accept what ${formatIpv4(src)} sends to ${formatIpv4(dst)}`;
  return [
    {
      title: `${title} in ${chain} of ${spokenNetns(netns)}`,
      edits: [insertLineBefore(lab, record.range, command)],
      preferred: false,
    },
  ];
}
