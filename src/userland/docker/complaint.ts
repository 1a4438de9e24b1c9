/** A refusal of the daemon, which the client prints behind `Error response from daemon: `. */
export class DaemonError extends Error {
  constructor(
    message: string,
    /** What the exit status is when a container cannot be started (docker-run(1)). */
    readonly status = 125,
  ) {
    super(message);
  }
}

/** A complaint of the client itself, printed as it is; `index` is the word to blame. */
export class ClientError extends Error {
  constructor(
    message: string,
    readonly status = 1,
    readonly index?: number,
  ) {
    super(message);
  }
}
