/**
 * # not-simulated
 *
 * The command or option is valid on Linux, but Netlab does not simulate it.
 *
 * The real script does something here that the simulation leaves out, so what follows may differ. Everything that Netlab
 * leaves out on purpose stands in DEVIATIONS.md. A lab is told once of each thing, where it is first used.
 *
 * ```netlab wrong
 * select answer in yes no; do break; done
 * ```
 *
 * ```netlab right
 * for answer in yes no; do echo "$answer"; done
 * ```
 */
import { unsimulatedIn } from '../../lab/unsimulated.ts';
import type { Lint } from './lint.ts';

export const notSimulated: Lint = {
  rule: 'not-simulated',
  *check(lab) {
    for (const { kind, message, range } of lab.run.problems) if (kind === 'unsimulated') yield { range, message };
    for (const { what, record, index } of unsimulatedIn(lab.run)) {
      const line = lab.lineOf(record);
      yield { range: line.originOf(index ?? line.program), message: `Netlab does not simulate ${what}.` };
    }
  },
};
