import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [...configDefaults.exclude, 'test/clients/**', 'dist/**'],
    // Ink holds its frames back until the end where it believes that nobody looks, which is what these say.
    env: { CI: 'false', CONTINUOUS_INTEGRATION: 'false' },
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
