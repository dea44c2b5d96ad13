import { defineConfig } from 'vitest/config';

// The real agents, installed from the npm registry into a cache folder outside the repository.
export default defineConfig({
  test: {
    include: ['test/clients/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
