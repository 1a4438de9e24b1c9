import type { DeviceTest, RuleSpec } from '../../kernel/netfilter/rule.ts';
import type { Target } from '../../kernel/netfilter/targets/index.ts';
import type { AddressWithMask } from './address.ts';
import type { Address6WithMask } from './address6.ts';
import type { CommandLetter, CommandLine } from './command-line.ts';
import { asKept } from './native-match.ts';
import { type Unworded, wordsOf } from './rule-words.ts';

const VERDICTS: readonly string[] = ['ACCEPT', 'DROP', 'RETURN'];

/** Commands that write a rule out. */
export const HAS_RULES: ReadonlySet<CommandLetter> = new Set(['A', 'I', 'R', 'C', 'D']);

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
  source: AddressWithMask | Address6WithMask | undefined,
  destination: AddressWithMask | Address6WithMask | undefined,
): RuleSpec {
  const { protocol, fragment } = line;
  const inDevice = deviceTest(line.inDevice);
  const outDevice = deviceTest(line.outDevice);
  const rule: Unworded = {
    ...addressTest('source', source, line.invertSource),
    ...addressTest('destination', destination, line.invertDestination),
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

/** A test of an address, of either family; none where every address passes. */
function addressTest(
  side: 'source' | 'destination',
  given: AddressWithMask | Address6WithMask | undefined,
  invert: boolean,
): Partial<Unworded> {
  if (given === undefined || (BigInt(given.mask) === 0n && !invert)) return {};
  if (typeof given.mask === 'bigint')
    return { [`${side}6`]: { address: BigInt(given.address) & given.mask, mask: given.mask, invert } };
  return { [side]: { address: (Number(given.address) & given.mask) >>> 0, mask: given.mask, invert } };
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
