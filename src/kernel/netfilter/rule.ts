import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import type { Cause } from '../cause.ts';
import type { Match } from './matches/index.ts';
import { chainsNamed, type NativeRule } from './nft/statement.ts';
import type { Target } from './targets/index.ts';

/** `-s`, `-d`: the address after masking, and its mask. */
export interface AddressTest {
  readonly address: Ipv4;
  readonly mask: Ipv4;
  readonly invert: boolean;
}

/** The same of ip6tables. */
export interface AddressTest6 {
  readonly address: Ipv6;
  readonly mask: Ipv6;
  readonly invert: boolean;
}

/** `-i`, `-o`: a device name, or the beginning of one where it was written with a final `+`. */
export interface DeviceTest {
  readonly name: string;
  readonly prefix: boolean;
  readonly invert: boolean;
}

/**
 * How the rule is written, part by part, in the words of iptables-save. The kernel only keeps them for its readers, as
 * nf_tables keeps a rule's userdata.
 */
export interface RuleWords {
  readonly source?: string;
  readonly destination?: string;
  readonly inDevice?: string;
  readonly outDevice?: string;
  readonly protocol?: string;
  readonly fragment?: string;
  /** One text a match, in order. */
  readonly matches: readonly string[];
  /** `-j DROP`; empty without a target. */
  readonly target: string;
}

/** What a rule says: all tests have to hold, then the target acts. */
export interface RuleSpec {
  readonly source?: AddressTest;
  readonly destination?: AddressTest;
  readonly source6?: AddressTest6;
  readonly destination6?: AddressTest6;
  readonly inDevice?: DeviceTest;
  readonly outDevice?: DeviceTest;
  readonly protocol?: { readonly number: number; readonly invert: boolean };
  /** `-f`: second and further fragments. */
  readonly fragment?: { readonly invert: boolean };
  readonly matches: readonly Match[];
  /** Undefined for a rule that only counts. */
  readonly target: Target | undefined;
  readonly words: RuleWords;
}

/** What iptables would see of a rule that it has no words for. */
const UNKNOWN: RuleSpec = { matches: [], target: undefined, words: { matches: [], target: '' } };

/** A rule in a chain, with its counters: of iptables, or one of nft's own (`native`). */
export class Rule {
  readonly spec: RuleSpec;
  readonly native: NativeRule | undefined;
  readonly cause: Cause;
  /** As iptables-save writes it, without `-A CHAIN`, or as nft lists it. */
  readonly text: string;
  packets: number;
  bytes: number;
  /** Its number in the table; given as it is put there. */
  handle = 0;

  constructor(spec: RuleSpec | NativeRule, cause: Cause, packets: number = 0, bytes: number = 0) {
    this.native = 'statements' in spec ? spec : undefined;
    this.spec = 'statements' in spec ? UNKNOWN : spec;
    this.text = 'statements' in spec ? spec.words.join(' ') : textOf(spec);
    this.cause = cause;
    this.packets = packets;
    this.bytes = bytes;
  }
}

/** The chains that a rule leads to, one for each way. */
export function chainsCalled({ spec: { target }, native }: Rule): readonly string[] {
  if (native !== undefined) return chainsNamed(native);
  return target?.kind === 'jump' ? [target.chain] : [];
}

/** The name of a rule's target: of a rule of nft its last statement where that ends it. */
export function targetName({ spec: { target }, native }: Rule): string {
  if (native === undefined) return target === undefined ? '' : target.kind === 'jump' ? target.chain : target.kind;
  return native.statements.at(-1)?.kind === 'match' ? '' : (native.words.at(-1) ?? '');
}

/** The rule as iptables-save writes it, without `-A CHAIN`. */
export function textOf({ words }: RuleSpec): string {
  const { source, destination, inDevice, outDevice, protocol, fragment, matches, target } = words;
  return [source, destination, inDevice, outDevice, protocol, fragment, ...matches, target]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
