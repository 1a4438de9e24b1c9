import { describe, expect, test } from 'vitest';
import { runInHost } from './host.ts';

// The suite runs once a host while tests are collected; then each of its tests is a test here.
for (const kind of ['node', 'web'] as const) {
  const { host, tests } = await runInHost(kind);
  describe(`in the ${kind} extension host`, () => {
    test('the suite ran there', () => expect(host).toBe(kind));
    for (const report of tests) test(report.title, () => expect(report.error).toBeUndefined());
  });
}
