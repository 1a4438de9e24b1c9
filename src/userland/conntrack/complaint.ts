/** The head of what conntrack(8) says on standard error. */
export const HEAD = 'conntrack v1.4.7 (conntrack-tools): ';

const TRY = "Try `conntrack -h' or 'conntrack --help' for more information.\n";

/** Ends the program: what it prints, the word to blame, the exit status. */
export class Complaint extends Error {
  constructor(
    readonly text: string,
    readonly index: number | undefined,
    readonly status: number,
  ) {
    super(text);
  }
}

/** A mistake in the words (PARAMETER_PROBLEM). */
export function misuse(text: string, index: number | undefined): never {
  throw new Complaint(`${HEAD}${text}\n${TRY}`, index, 2);
}

/** Something else that goes wrong (OTHER_PROBLEM). */
export function fail(text: string, index: number | undefined): never {
  throw new Complaint(`${HEAD}${text}\n`, index, 1);
}
