import type { GetoptOption } from '../../grammar/getopt.ts';
import type { Family } from '../../net/prefix.ts';
import { complain } from './complaint.ts';

/** Whose addresses a set has. */
export type SetFamily = 'inet' | 'inet6' | 'any';

/** An option of a match or target as it was given. */
export interface Given {
  /** The row's first name, `--destination-port` for `--dport`. */
  readonly name: string;
  /** As it was written, abbreviations completed. */
  readonly spelled: string;
  readonly value: string;
  readonly invert: boolean;
  /** The word of the value, or of the option where it has none. */
  readonly index: number;
  /** The next word of the command line, for options with two values; undefined when there is none. */
  take(): string | undefined;
  /** That of the addresses the rule is about. */
  readonly family: Family;
  /** The family of the set with a name; undefined where there is no such set. */
  setFamily(name: string): SetFamily | undefined;
  /** Says something on standard error without stopping. */
  warn(text: string): void;
}

/** What a match or target may ask about the rule it belongs to. */
export interface RuleSoFar {
  /** That of the addresses it is about. */
  readonly family: Family;
  /** `-p`, once it was read. */
  readonly protocol: { readonly number: number; readonly invert: boolean } | undefined;
}

/** The reading of one match or target: its options in order, then the whole. */
export interface Reading<Data> {
  option(given: Given, rule: RuleSoFar): void;
  finish(rule: RuleSoFar): Data;
  /** True when nothing of it comes into the rule. */
  isVoid?(): boolean;
}

/** A match or target as iptables knows it: how it is read, and how it is written in the tool's two forms. */
export interface Extension<Data> {
  /** The name in messages. */
  readonly label: string;
  readonly options: readonly GetoptOption[];
  /** It checks itself whether an option comes twice or may be negated, as the oldest extensions do. */
  readonly ownChecks?: true;
  begin(family: Family): Reading<Data>;
  /** As iptables-save writes it, after `-m NAME` or `-j NAME`; empty for nothing. */
  save(data: Data): string;
  /** As `-L` lists it; empty for nothing. */
  print(data: Data, numeric: boolean, protocol: number | undefined): string;
}

/** Checks on options that the rows decide (xtables_option_parse, xtables_options_fcheck). */
export class OptionChecks {
  private readonly seen = new Set<string>();
  private last: number | undefined;
  private readonly label: string;
  private readonly options: readonly GetoptOption[];

  constructor({ label, options }: { readonly label: string; readonly options: readonly GetoptOption[] }) {
    this.label = label;
    this.options = options;
  }

  /** An option was given: once only, and negated only if it may be. */
  note(option: GetoptOption, invert: boolean, index: number): void {
    if (this.seen.has(option.name) && option.repeatable !== true) {
      complain(`${this.label}: option "${option.name}" can only be used once.\n`, index);
    }
    if (invert && option.invertible !== true) {
      complain(`${this.label}: option "${option.name}" cannot be inverted.\n`, index);
    }
    this.seen.add(option.name);
    this.last = index;
  }

  /** After the last option: what is required is there, also by another, and what excludes each other is not. */
  finish(index: number): void {
    for (const option of this.options) {
      if (option.required === true && !this.seen.has(option.name)) {
        complain(`${this.label}: option "${option.name}" must be specified\n`, index);
      }
      if (!this.seen.has(option.name)) continue;
      const other = option.excludes?.find((name) => this.seen.has(name));
      if (other !== undefined) {
        complain(
          `${this.label}: option "${option.name}" cannot be used together with "${other}".\n`,
          this.last ?? index,
        );
      }
      if (option.also !== undefined && !this.seen.has(option.also)) {
        complain(`${this.label}: option "${option.name}" also requires "${option.also}".\n`, this.last ?? index);
      }
    }
  }
}

/** `! ` in front of what is negated. */
export function negated(invert: boolean, text: string): string {
  return invert ? `! ${text}` : text;
}
