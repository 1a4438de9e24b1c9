import type { AddressTest, DeviceTest, RuleSpec } from '../../kernel/netfilter/rule.ts';
import type { Target } from '../../kernel/netfilter/targets/index.ts';
import type { AddressWithMask } from './address.ts';
import type { CommandLine } from './command-line.ts';
import { asKept } from './native-match.ts';
import { type Unworded, wordsOf } from './rule-words.ts';

const VERDICTS: readonly string[] = ['ACCEPT', 'DROP', 'RETURN'];

/** True for the word of -j that is neither a verdict nor an extension: a chain. */
export function jumpsToChain({ jump, target, goto }: CommandLine): boolean {
  return jump !== undefined && target === undefined && (goto || !VERDICTS.includes(jump.text));
}

/** The rules a command line writes: one for each pair of source and destination (add_entry). */
export function rulesOf(line: CommandLine): RuleSpec[] {
  const sources = line.sources.length === 0 ? [undefined] : line.sources;
  const destinations = line.destinations.length === 0 ? [undefined] : line.destinations;
  return sources.flatMap((source) => destinations.map((destination) => ruleOf(line, source, destination)));
}

function ruleOf(
  line: CommandLine,
  source: AddressWithMask | undefined,
  destination: AddressWithMask | undefined,
): RuleSpec {
  const { protocol, fragment } = line;
  const from = addressTest(source, line.invertSource);
  const to = addressTest(destination, line.invertDestination);
  const inDevice = deviceTest(line.inDevice);
  const outDevice = deviceTest(line.outDevice);
  const rule: Unworded = {
    ...(from === undefined ? {} : { source: from }),
    ...(to === undefined ? {} : { destination: to }),
    ...(inDevice === undefined ? {} : { inDevice }),
    ...(outDevice === undefined ? {} : { outDevice }),
    ...(protocol === undefined || protocol.number === 0 ? {} : { protocol }),
    ...(fragment === undefined ? {} : { fragment }),
    matches: asKept(
      line.matches.map(({ data }) => ({ ...data })),
      line,
    ),
    target: targetOf(line),
  };
  return { ...rule, words: wordsOf(rule) };
}

/** A test of an address; undefined for one that every address passes. */
function addressTest(given: AddressWithMask | undefined, invert: boolean): AddressTest | undefined {
  if (given === undefined || (given.mask === 0 && !invert)) return undefined;
  return { address: (given.address & given.mask) >>> 0, mask: given.mask, invert };
}

/** A test of a device; undefined for `+`, which every device passes. */
function deviceTest(test: DeviceTest | undefined): DeviceTest | undefined {
  return test === undefined || (test.name === '' && !test.invert) ? undefined : test;
}

function targetOf(line: CommandLine): Target | undefined {
  const { jump, goto, target } = line;
  if (target !== undefined) return target.data;
  if (jump === undefined) return undefined;
  if (jumpsToChain(line)) return { kind: 'jump', chain: jump.text, goto };
  return { kind: jump.text as 'ACCEPT' | 'DROP' | 'RETURN' };
}
