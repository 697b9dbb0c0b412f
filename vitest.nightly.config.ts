import { defineConfig } from 'vitest/config';

const conditions = ['source'];

/** What takes minutes, or a machine of its own: everything that the quick run leaves out. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.nightly.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    // They measure memory and time out on load: one at a time.
    fileParallelism: false,
  },
});
