import { expect, test } from 'vitest';
import { tellFigure } from '../../figures.ts';
import { fuzzEachMethod } from './fuzz.ts';

const RUNS = Number(process.env.AGENTOS_TEST_FUZZ ?? 25_000);

test(`T17 ${RUNS} messages that are none to each method`, async () => {
  const codes = await fuzzEachMethod(RUNS);
  const measured = [...codes].map(([code, times]) => `${code} ${times}`).join(', ');
  tellFigure({ count: RUNS, of: 'messages to each method', measured });
  expect(codes.get('INTERNAL')).toBeUndefined();
});
