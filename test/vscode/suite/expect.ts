/** Node's `assert` does not exist in a web extension host; these two say what was found. */

/** Fails with `what` unless `value` is truthy. */
export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(`expected: ${what}`);
}

/** Fails unless both have the same JSON text. */
export function equal(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1)];
  if (found !== wanted) throw new Error(`expected ${wanted}\nfound ${found}`);
}

/**
 * Asks again until the answer is not undefined: language features arrive some time after the document.
 * @throws when `milliseconds` have passed
 */
export async function eventually<T>(
  what: string,
  ask: () => Thenable<T | undefined>,
  milliseconds = 10_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`did not happen in ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
