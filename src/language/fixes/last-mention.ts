import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import { runsOnce } from './netns.ts';

/**
 * The last command that sets something up for a device or moves it to where it ends: the place below which more set-up
 * belongs. Commands in loops and functions do not count.
 */
export function lastMention(lab: Analysis, device: string, netns: string): CommandRecord | undefined {
  return lab.run.commands.findLast(
    (record) =>
      record.exitCode === 0 &&
      (lab.netnsOf(record) === netns || record.argv.includes(netns)) &&
      record.argv.includes(device) &&
      !lab.lineOf(record).sendsPackets &&
      runsOnce(lab, record),
  );
}
