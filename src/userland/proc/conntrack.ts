import type { Kernel } from '../../kernel/kernel.ts';
import { conntrackStatistics, countConnections, dumpConnections } from '../../kernel/netfilter/conntrack/requests.ts';
import type { ConntrackInfo } from '../../kernel/netfilter/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { ageOf, formatEntry, secondsLeft } from '../conntrack/print.ts';

const EXTENDED = new Set(['extended'] as const);

/** /proc/net/nf_conntrack (ct_seq_show). */
export function conntrackTable(kernel: Kernel, netns: Netns): string {
  const line = (entry: ConntrackInfo) => {
    const age = ageOf(entry, kernel.now);
    const what = { entry, left: secondsLeft(entry, kernel.now), uses: undefined, mark: true, age: undefined };
    const since = age === undefined ? '' : ` delta-time=${age}`;
    return `${formatEntry(what, EXTENDED)} zone=0${since} use=2\n`;
  };
  return dumpConnections(netns).map(line).join('');
}

/** Processors that statistics are told of one by one. */
const PROCESSORS = 4;

/** /proc/net/stat/nf_conntrack (ct_cpu_seq_show): all that is counted lies with the first processor. */
export function conntrackStatisticsTable(_kernel: Kernel, netns: Netns): string {
  const head =
    'entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n';
  const { found, invalid, insertFailed, drop, clashResolve } = conntrackStatistics(netns);
  const hex = (value: number) => value.toString(16).padStart(8, '0');
  const lines = Array.from({ length: PROCESSORS }, (_, cpu) => {
    const of = (value: number) => hex(cpu === 0 ? value : 0);
    const counts = [
      of(clashResolve),
      of(found),
      of(0),
      of(invalid),
      of(0),
      of(0),
      of(0),
      of(0),
      of(insertFailed),
      of(drop),
    ];
    const expected = [of(0), of(0), of(0), of(0)];
    return `${hex(countConnections(netns))}  ${[...counts, of(0), of(0)].join(' ')}  ${expected.join(' ')}\n`;
  });
  return head + lines.join('');
}
