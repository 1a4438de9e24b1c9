/**
 * # incomplete-command
 *
 * A command line stops before it says all that the command needs.
 *
 * An address needs a device, a route a gateway or a device, an option its value.
 *
 * ```netlab wrong
 * ip addr add 10.0.0.1/24
 * ```
 *
 * ```netlab right
 * ip link add br0 up type bridge
 * ip addr add 10.0.0.1/24 dev br0
 * ```
 */
import type { Fix } from '../finding.ts';
import type { Failure, FailureLint } from './lint.ts';

const INCOMPLETE =
  /^Not enough information|Command line is not complete|No netns name specified|argument is required|requires an argument|argument expected|You need to specify|^Usage: |usage error/;

export const incompleteCommand: FailureLint = {
  rule: 'incomplete-command',
  *check(failure) {
    const { message, line } = failure;
    if (INCOMPLETE.test(message)) yield { range: line.originOf(line.argv.length - 1), fixes: () => fixesFor(failure) };
  },
};

/** Where a device is missing and the namespace has only one, it is that. */
function fixesFor({ lab, record, line, message }: Failure): Fix[] {
  if (!message.includes('"dev" argument is required')) return [];
  const names = lab.history.devicesBefore(lab.netnsOf(record), record.index).filter((name) => name !== 'lo');
  const { end } = line.originOf(line.argv.length - 1);
  return names.map((name) => ({
    title: `Add dev ${name}`,
    edits: [{ range: { start: end, end }, newText: ` dev ${name}` }],
    preferred: names.length === 1,
  }));
}
