import type { Match } from '../../kernel/netfilter/matches/index.ts';
import type { TableName } from '../../kernel/netfilter/requests.ts';
import type { DeviceTest } from '../../kernel/netfilter/rule.ts';
import type { Extension as TargetData } from '../../kernel/netfilter/targets/index.ts';
import type { AddressWithMask } from './address.ts';
import type { Address6WithMask } from './address6.ts';
import type { Extension } from './extension.ts';

/** A command, by its letter; `#` after it for the variant with the number of a rule. */
export type CommandLetter = 'A' | 'C' | 'D' | 'D#' | 'I' | 'R' | 'L' | 'S' | 'F' | 'Z' | 'Z#' | 'N' | 'X' | 'P' | 'E';

/** A word of the command line with its place, for blame. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/** A match as it was read. */
export interface ReadMatch {
  readonly name: string;
  readonly extension: Extension<Match>;
  readonly data: Match;
  /** The word after -m. */
  readonly index: number;
}

/** A target that acts, as it was read. */
export interface ReadTarget {
  readonly extension: Extension<TargetData>;
  readonly data: TargetData;
}

/** A command line of iptables, read and checked as far as that is possible without asking the kernel. */
export interface CommandLine {
  readonly command: CommandLetter;
  /** -L or -S with -Z besides. */
  readonly zero: boolean;
  readonly table: TableName;
  /** Where the table was named; undefined for the default. */
  readonly tableIndex: number | undefined;
  readonly chain: Word | undefined;
  readonly number: { readonly value: number; readonly index: number } | undefined;
  readonly policy: Word | undefined;
  readonly newName: Word | undefined;
  readonly verbose: number;
  readonly numeric: boolean;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
  readonly protocol: { readonly number: number; readonly invert: boolean } | undefined;
  /** Several where they were written with commas: one rule for each pair. */
  readonly sources: readonly (AddressWithMask | Address6WithMask)[];
  readonly destinations: readonly (AddressWithMask | Address6WithMask)[];
  readonly invertSource: boolean;
  readonly invertDestination: boolean;
  readonly inDevice: DeviceTest | undefined;
  readonly outDevice: DeviceTest | undefined;
  readonly fragment: { readonly invert: boolean } | undefined;
  readonly matches: readonly ReadMatch[];
  /** The word after -j or -g. */
  readonly jump: Word | undefined;
  readonly goto: boolean;
  /** Undefined for verdicts and chains. */
  readonly target: ReadTarget | undefined;
  readonly counters: { readonly packets: number; readonly bytes: number } | undefined;
}
