/**
 * # unknown-directive
 *
 * A comment `# netlab: …` says something that Netlab does not know.
 *
 * Known are `machine bare|host`, `br_netfilter on|off`, `bridge_vlans on|off` and `disable=rule-id[,rule-id]`, which suppresses findings on its
 * line, or in the whole file where it stands on a line of its own.
 *
 * ```netlab wrong
 * # netlab: machin bare
 * ```
 *
 * ```netlab right
 * # netlab: machine bare
 * ```
 */
import { parseDirectives } from '../../lab/directive.ts';
import type { Fix } from '../finding.ts';
import { parseDisabled } from '../text/directives.ts';
import { nearest } from '../text/nearest.ts';
import type { Lint } from './lint.ts';
import { RULES } from './rules.ts';

const DIRECTIVES = [
  'machine bare',
  'machine host',
  'br_netfilter on',
  'br_netfilter off',
  'bridge_vlans on',
  'bridge_vlans off',
];

export const unknownDirective: Lint = {
  rule: 'unknown-directive',
  *check({ text, source }) {
    if (!text.includes('netlab:')) return;
    for (const { text: words, range } of parseDirectives(text).unknown)
      yield {
        range,
        message: `Netlab knows no directive “${words}”.`,
        fixes: () => nearestOf(words, range, DIRECTIVES),
      };
    for (const { name, range } of parseDisabled(source).unknown)
      yield { range, message: `There is no rule “${name}”.`, fixes: () => nearestOf(name, range, Object.keys(RULES)) };
  },
};

function nearestOf(word: string, range: { start: number; end: number }, known: readonly string[]): Fix[] {
  const name = nearest(word, known);
  return name === undefined ? [] : [{ title: `Change to ${name}`, edits: [{ range, newText: name }], preferred: true }];
}
