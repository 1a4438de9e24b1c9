/**
 * Ways out of a construct that are not its end. They are thrown because they cross any number of constructs; they are no
 * errors and carry no stack trace.
 */

/** `break N`, `continue N`: leaves (or goes on with) the Nth enclosing loop. */
export class LoopExit {
  constructor(
    readonly kind: 'break' | 'continue',
    public levels: number,
  ) {}
}

/** `return N`: ends the innermost function or sourced file. */
export class Return {
  constructor(readonly status: number) {}
}

/** `exit N`, errexit and fatal expansion errors: ends the shell or subshell. */
export class Exit {
  constructor(readonly status: number) {}
}

/**
 * An error in an expansion or assignment. The command is not run and the rest of its line is discarded; a `fatal` one
 * ends the shell. Whoever catches it prints the message.
 */
export class ExpansionFailed {
  /** True once the message is printed: by the innermost construct, whose line it names. */
  reported = false;
  /** True where a variable was to be found or set by arithmetic: the whole string of `bash -c` is given up for it. */
  endsString = false;

  constructor(
    readonly message: string,
    readonly fatal = false,
    /** True for an error in arithmetic, which does not end the shell with `set -e` either. */
    readonly onlyDiscards = false,
  ) {}
}

/** An assignment to a variable that must not change. To `for` and to builtins that store what they read it is only a failure. */
export class ReadonlyVariable extends ExpansionFailed {
  constructor(name: string) {
    super(`${name}: readonly variable`);
  }
}

/** A signal ends the shell with this process number (signal(7)); its EXIT trap still runs, but for SIGKILL. */
export class Killed {
  constructor(
    readonly pid: number,
    readonly signal: number,
  ) {}

  /** The exit status that the parent sees. */
  get status(): number {
    return 128 + this.signal;
  }
}

/** A process that wrote to a pipe nobody reads any more (SIGPIPE). */
export class BrokenPipe {}

/** The exit status of a process that SIGPIPE ended. */
export const SIGPIPE_STATUS = 141;
