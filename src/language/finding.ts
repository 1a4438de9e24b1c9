import type { CommandRecord } from '../lab/command-record.ts';
import type { Origin } from '../userland/process.ts';
import type { RuleId } from './lints/rules.ts';

/** A replacement of a part of the lab's text. */
export interface Edit {
  readonly range: Origin;
  readonly newText: string;
}

/** A cure for a finding. */
export interface Fix {
  /** In the imperative, without a full stop: `Bring veth0 up`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /**
   * True for the one evident cure of a mistake: *Fix all* applies it unasked. False for a suggestion among several, or one
   * that adds what the author may have left out on purpose.
   */
  readonly preferred: boolean;
}

/** Another place that explains a finding. */
export interface Related {
  readonly range: Origin;
  readonly message: string;
}

/** What a lint found, in offsets of the lab's text. */
export interface Finding {
  readonly rule: RuleId;
  readonly range: Origin;
  readonly message: string;
  /** The execution it is about, which tells turns of a loop apart. */
  readonly record?: CommandRecord;
  /** Milder than the rule's own severity: the tool itself only warned. */
  readonly mild?: boolean;
  readonly related?: readonly Related[];
  /** The cures, worked out only when someone asks: some of them run parts of the lab again. */
  readonly fixes?: () => readonly Fix[];
}
