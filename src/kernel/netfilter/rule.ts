import type { Ipv4 } from '../../net/ipv4.ts';
import type { Cause } from '../cause.ts';
import type { Match } from './matches/index.ts';
import type { Target } from './targets/index.ts';

/** `-s`, `-d`: the address after masking, and its mask. */
export interface AddressTest {
  readonly address: Ipv4;
  readonly mask: Ipv4;
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

/** A rule in a chain, with its counters. */
export class Rule {
  readonly spec: RuleSpec;
  readonly cause: Cause;
  /** As iptables-save writes it, without `-A CHAIN`. */
  readonly text: string;
  packets: number;
  bytes: number;

  constructor(spec: RuleSpec, cause: Cause, packets: number = 0, bytes: number = 0) {
    this.spec = spec;
    this.text = textOf(spec);
    this.cause = cause;
    this.packets = packets;
    this.bytes = bytes;
  }
}

/** The rule as iptables-save writes it, without `-A CHAIN`. */
export function textOf({ words }: RuleSpec): string {
  const { source, destination, inDevice, outDevice, protocol, fragment, matches, target } = words;
  return [source, destination, inDevice, outDevice, protocol, fragment, ...matches, target]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
