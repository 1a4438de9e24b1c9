import { defineConfig } from 'vitest/config';

/** The tests in a real VS Code: one after the other, since each has a browser and an extension host of its own. */
export default defineConfig({
  test: {
    include: ['test/vscode/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes when it comes; a busy machine is no failure.
    expect: { poll: { timeout: 20_000 } },
    fileParallelism: false,
  },
});
