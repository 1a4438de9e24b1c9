import type { Kernel } from '../../kernel/kernel.ts';
import { dumpConnections } from '../../kernel/netfilter/conntrack/requests.ts';
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
