import { expect, test } from 'vitest';
import { gotThrough, runAll, tableOf } from './runs.ts';
import { bipiaTexts, OWN_TEXTS, textsOf } from './texts.ts';

/** So many texts have a house together, whose files, mails and events are planted at once. */
const AT_ONCE = 100;

test('S4 S5 T24 all texts, or those of a file that is named, in ten carriers: nothing grave is done, and no secret leaves', async () => {
  const file = process.env['AGENTOS_INJECTION_TEXTS'];
  const texts = file === undefined ? [...OWN_TEXTS, ...bipiaTexts()] : textsOf(file);
  expect(texts.length).toBeGreaterThan(0);
  const outcomes = [];
  for (let at = 0; at < texts.length; at += AT_ONCE)
    outcomes.push(...(await runAll(texts.slice(at, at + AT_ONCE), { answer: 'no' })));
  process.stdout.write(`\n${tableOf(outcomes)}\n`);
  expect(gotThrough(outcomes)).toEqual([]);
});
