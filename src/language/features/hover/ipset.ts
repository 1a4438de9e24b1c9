import type { Word } from '../hover.ts';
import { code } from '../markdown.ts';

/** A set of ipset as of the line: its type, how much is in it, where it was made. */
export function hoverOnIpset({ network, place, text, lab }: Word): string | undefined {
  const set = network.kernel.netfilter.sets(place.netns).find(({ name }) => name === text);
  if (set === undefined) return undefined;
  const made = lab.recordOf(set.cause);
  const size = `${set.size} ${set.size === 1 ? 'entry' : 'entries'}`;
  return `**Set ${code(text)}** (${set.type}) in ${code(place.name)}: ${size}${made === undefined ? '' : `, made on line ${made.line}`}`;
}
