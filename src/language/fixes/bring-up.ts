import type { CommandLine } from '../text/command-line.ts';
import { commandIn } from './netns.ts';

/** The command that brings a device of a namespace up, written like its neighbour. */
export function bringUp(device: string, netns: string, neighbour: CommandLine | undefined): string {
  return commandIn(netns, `ip link set ${device} up`, neighbour);
}
