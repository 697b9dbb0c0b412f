import { defineConfig } from 'vitest/config';
import { FigureTable } from './test/figure_table.ts';

const conditions = ['source'];

/** What takes minutes, or a machine of its own: everything that the quick run leaves out. Ends with one table of figures. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.nightly.test.ts'],
    reporters: ['default', new FigureTable()],
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    // They measure memory and time out on load: one at a time.
    fileParallelism: false,
  },
});
