import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'actions/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/environment.ts'],
    // Most of the time goes into waiting for git, decK and act, so that no core need be left free.
    maxWorkers: availableParallelism(),
    // A workflow in act takes ten seconds on an idle machine and several times that beside other tests.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
