import type { Origin } from '../userland/process.ts';

/** One simple command as it was executed: what the run remembers of it. */
export interface CommandRecord {
  /** Position in the order of execution, from 0. It is also the `Cause` of all that the command made. */
  readonly index: number;
  /** Where the command is written, as offsets into the lab's text. */
  readonly range: Origin;
  /** The same place for people: both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The words after expansion; empty for a command that only assigns. */
  readonly argv: readonly string[];
  readonly origins: readonly (Origin | undefined)[];
  readonly kind: 'program' | 'builtin' | 'function' | 'assignment' | 'not-found';
  /** True when the script itself looks at the status (`if`, `||`, `!`, …). */
  readonly tested: boolean;
  /** The words as one line, quoted where bash would need it. */
  readonly text: string;
  /** The namespace the program ran in: '' for the initial one, else its name below /run/netns. */
  readonly netns: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Virtual microseconds at start and end. */
  readonly time: number;
  readonly end: number;
  /** Index in `argv` of the word to blame for the error, where the program named one. */
  readonly blame: number | undefined;
  /** Where that word is written, where it lies inside another one (`bash -c '…'`). */
  readonly blameRange?: Origin | undefined;
  readonly unsimulated: readonly { readonly what: string; readonly index: number | undefined }[];
}
