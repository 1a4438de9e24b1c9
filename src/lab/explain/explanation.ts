import { type Cause, NO_CAUSE } from '../../kernel/cause.ts';

/** Something that was looked at and did not decide. */
export interface Considered {
  /** It is for this packet all the same: a rule that leads on to others, or only counts. */
  readonly matched?: boolean;
  readonly text: string;
  readonly why: string;
  readonly cause: Cause;
}

/** What happened at one stage, for people. */
export interface Explanation {
  /** One or two sentences with full stops. */
  readonly sentence: string;
  /** Who made the object that decided; `NO_CAUSE` when the kernel did or nothing in particular. */
  readonly cause: Cause;
  readonly considered: readonly Considered[];
}

/** An explanation with nothing else considered. */
export function plain(sentence: string, cause: Cause = NO_CAUSE): Explanation {
  return { sentence, cause, considered: [] };
}
