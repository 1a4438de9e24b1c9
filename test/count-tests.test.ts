import { expect, test } from 'vitest';
import { countTests } from './count-tests.mjs';

test.each([
  ["vitest's own line", ' Tests  1 failed | 40 passed | 2 skipped (43)\n', 1, [40, 1, 2]],
  ['its colours', '\x1b[2m      Tests \x1b[22m \x1b[32m4 passed\x1b[39m\x1b[90m (4)\x1b[39m\n', 0, [4, 0, 0]],
  ['a file that did not load', ' Test Files  1 failed (1)\n      Tests  no tests\n', 1, [0, 1, 0]],
  ['our own line', 'case a: 1 passed, 0 failed so far\n12 passed, 3 failed, 1 skipped\n', 1, [12, 3, 1]],
  ['a compiler that is content', '', 0, [1, 0, 0]],
  ['a compiler that is not', 'x.ts(1,1): error\n', 2, [0, 1, 0]],
  ['all passed, yet the runner failed', '3 passed, 0 failed\n', 1, [3, 1, 0]],
])('counts tests from %s', (_, output, status, [passed, failed, skipped]) => {
  expect(countTests(output, status)).toEqual({ passed, failed, skipped });
});
