import type { Value } from './value.ts';

/** An error of a program: `error(value)`, or what a filter says of a value that it cannot take. */
export class JqError {
  constructor(readonly value: Value) {}
}

/** `break $label`. */
export class Break {
  constructor(readonly label: object) {}
}

/** `halt` and `halt_error`: ends at once with a status, and with a text for standard error. */
export class Halt {
  constructor(
    readonly status: number,
    readonly text: string,
  ) {}
}

/** Throws an error whose value is a message. */
export function fail(message: string): never {
  throw new JqError(message);
}
