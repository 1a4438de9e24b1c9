import type { Kernel } from '../../kernel/kernel.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { swapped } from './net.ts';

/** Microseconds of a tick of the clock that programs are told of (USER_HZ). */
const CLOCK_TICK = 10_000;

/** /proc/net/igmp (igmp_mc_seq_show): groups in network byte order, by device. */
export function igmpTable(kernel: Kernel, netns: Netns): string {
  const devices = kernel.group.dump(netns).filter(({ inet }) => inet.length > 0);
  const text = devices.map(({ ifindex, dev, inet, igmpVersion }) => {
    const rows = inet.map(({ address, users, reportIn, reporter }) => {
      const timer = Math.floor((reportIn ?? 0) / CLOCK_TICK);
      const time = `${reportIn === undefined ? 0 : 1}:${timer.toString(16).toUpperCase().padStart(8, '0')}`;
      return `\t\t\t\t${swapped(Number(address))} ${String(users).padStart(5)} ${time}\t\t${reporter ? 1 : 0}\n`;
    });
    const count = String(inet.length).padStart(5);
    return `${ifindex}\t${dev.padEnd(10)}: ${count} ${`V${igmpVersion}`.padStart(7)}\n${rows.join('')}`;
  });
  return `Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n${text.join('')}`;
}
