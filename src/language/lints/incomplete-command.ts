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
import type { FailureLint } from './lint.ts';

const INCOMPLETE =
  /^Not enough information|Command line is not complete|No netns name specified|argument is required|requires an argument|argument expected|You need to specify/;

export const incompleteCommand: FailureLint = {
  rule: 'incomplete-command',
  *check({ message, line }) {
    if (INCOMPLETE.test(message)) yield { range: line.originOf(line.argv.length - 1) };
  },
};
