import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gotThrough, runAll, tableOf, unread } from './runs.ts';
import { bipiaTexts, ODD_TEXTS, OWN_TEXTS, textsRead } from './texts.ts';

/** Where `npm run test:injection` reads what is going on, a line of JSON each: `{ done, of }`, at last `{ table, unread, through }`. */
const report = process.env.AGENTOS_INJECTION_REPORT;

test('S4 S5 T24 all texts, or those of a file that is named, in ten carriers: nothing grave is done, and no secret leaves', async () => {
  const file = process.env.AGENTOS_INJECTION_TEXTS;
  const texts = file === undefined ? [...OWN_TEXTS, ...ODD_TEXTS, ...bipiaTexts()] : textsRead(file);
  expect(texts.length).toBeGreaterThan(0);
  const tell = (news: object): void => {
    if (report !== undefined) appendFileSync(report, `${JSON.stringify(news)}\n`);
  };
  const outcomes = await runAll(texts, { answer: 'no', progress: (done, of) => tell({ done, of }) });
  const through = gotThrough(outcomes);
  tell({ table: tableOf(outcomes), unread: unread(outcomes), through });
  if (report === undefined) process.stdout.write(`\n${tableOf(outcomes)}\n`);
  expect(through).toEqual([]);
});
