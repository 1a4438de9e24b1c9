import type { CommandRecord } from '../../lab/command-record.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import type { Finding } from '../finding.ts';
import type { CommandLine } from '../text/command-line.ts';
import type { RuleId } from './rules.ts';

/** A lint that looks at the lab as a whole. */
export interface Lint {
  readonly rule: RuleId;
  check(lab: Analysis): Iterable<Omit<Finding, 'rule'>>;
}

/** A command that failed, and the script does not look at its status. */
export interface Failure {
  readonly lab: Analysis;
  readonly record: CommandRecord;
  readonly line: CommandLine;
  /** The line of the error output that tells what is wrong. */
  readonly message: string;
  /** The word to blame. */
  readonly index: number;
  readonly range: Origin;
}

/** What a failure's lint adds to the tool's message. */
export type FailureFinding = Partial<Pick<Finding, 'range' | 'related' | 'fixes'>>;

/** A lint that recognises one kind of failure. The first that yields something names the rule. */
export interface FailureLint {
  readonly rule: RuleId;
  check(failure: Failure): Iterable<FailureFinding>;
}
