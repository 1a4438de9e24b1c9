/** A range of ports, both ends included, that may be negated. */
export interface PortTest {
  readonly min: number;
  readonly max: number;
  readonly invert: boolean;
}

/** True when the port passes the test; an absent test always passes. */
export function portMatches(test: PortTest | undefined, port: number): boolean {
  return test === undefined || (port >= test.min && port <= test.max) !== test.invert;
}
