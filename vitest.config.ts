import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**', 'node_modules/**'],
    testTimeout: 30_000,
    // A test file a processor; left to itself it keeps one for others.
    maxWorkers: '100%',
    // No test changes what modules keep, so that they are loaded once a worker.
    isolate: false,
  },
});
