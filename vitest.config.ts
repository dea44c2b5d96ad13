import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [...configDefaults.exclude, 'test/clients/**', 'dist/**'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
