import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import type { Edit } from '../finding.ts';
import type { CommandLine } from '../text/command-line.ts';

/** A command line that runs `command` in a namespace ('' is the initial one), with `sudo` where its neighbour has it. */
export function commandIn(netns: string, command: string, neighbour?: CommandLine): string {
  const sudo = neighbour?.withSudo ? 'sudo ' : '';
  return netns === '' || netns === 'host' ? sudo + command : `${sudo}ip netns exec ${netns} ${command}`;
}

/** Makes a command run in another namespace ('' is the initial one); undefined where the text does not show how. */
export function moveToNetns(lab: Analysis, line: CommandLine, netns: string): Edit | undefined {
  const { program, netnsWord, origins, argv } = line;
  const start = origins[program]?.start;
  if (netnsWord === undefined) {
    if (start === undefined || netns === '') return undefined;
    return { range: { start, end: start }, newText: `ip netns exec ${netns} ` };
  }
  const word = origins[netnsWord];
  if (word === undefined || lab.text.slice(word.start, word.end) !== argv[netnsWord]) return undefined;
  if (netns !== '') return { range: word, newText: netns };
  // Behind `ip netns exec NAME` or, for `ip -n NAME`, from the option to the next word.
  const first = netnsWord < program ? origins[netnsWord - 3] : origins[netnsWord - 1];
  const next = netnsWord < program ? origins[program] : origins[netnsWord + 1];
  if (first === undefined || next === undefined) return undefined;
  return { range: { start: first.start, end: next.start }, newText: '' };
}

/** How people call a namespace in a sentence. */
export function spokenNetns(netns: string): string {
  return netns === '' || netns === 'host' ? 'the host' : `namespace ${netns}`;
}

/** The same at the start of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** True when a command was executed once and not inside a function, so that a line beside it runs once too. */
export function runsOnce(lab: Analysis, record: CommandRecord): boolean {
  if (lab.executionsAt(record.range.start).length !== 1) return false;
  return lab.script.commandAt(record.range.start)?.inFunction === undefined;
}
