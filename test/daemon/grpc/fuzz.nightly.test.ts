import { expect, test } from 'vitest';
import { fuzzEachMethod } from './fuzz.ts';

const RUNS = Number(process.env.AGENTOS_TEST_FUZZ ?? 25_000);

test(`T17 ${RUNS} messages that are none to each method`, async () => {
  const codes = await fuzzEachMethod(RUNS);
  process.stdout.write(`${[...codes].map(([code, times]) => `${code} ${times}`).join(', ')}\n`);
  expect(codes.get('INTERNAL')).toBeUndefined();
});
