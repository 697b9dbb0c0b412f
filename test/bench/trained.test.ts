import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { halfOf } from '../../bench/understanding/outcome.ts';
import { Houses } from '../../bench/understanding/sentences.ts';
import { measureTrained } from '../../bench/understanding/trained.ts';

const ROOT = join(import.meta.dirname, '../..');
const SEED = 1;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trained-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Three ways to speak, each with many words for the same place. */
function rows(): { text: string; intent: string }[] {
  const names =
    'anna ben carla dirk emil frida gero hanna ida jonas karl lena mara nils olga paul rosa sven tina ute'.split(' ');
  return names.flatMap((name) => [
    { text: `ring the morning bell for ${name}`, intent: 'alarm_set' },
    { text: `what falls from the sky on ${name}`, intent: 'weather_query' },
    { text: `letters of ${name} in the box`, intent: 'email_query' },
    { text: `who was ${name} the great`, intent: 'qa_factoid' },
    { text: `sell my shares of ${name}`, intent: 'qa_stock' },
  ]);
}

test('is trained on one half of the sets and measured on the other alone', () => {
  writeFileSync(
    join(folder, 'slurp.jsonl'),
    rows()
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  );
  const { results, absent } = measureTrained(folder, ROOT, new Houses(() => []), SEED);
  expect(absent).toEqual(['hwu64']);
  const unseen = rows().filter(({ text }) => halfOf(text, SEED) === 'b');
  const count = (...intents: string[]) => unseen.filter(({ intent }) => intents.includes(intent)).length;
  expect(results.map(({ row }) => [row.set, row.count])).toEqual([
    ['slurp: home, trained on the other half', count('alarm_set', 'weather_query')],
    ['slurp: calendar and mail, trained', count('email_query')],
    ['slurp: everything else, trained', count('qa_factoid', 'qa_stock')],
  ]);
  // So plain a language is learnt whole.
  for (const { row } of results) expect([row.set, row.right, row.falseAccepts]).toEqual([row.set, row.count, 0]);
  for (const { row } of results) expect([row.halves.a, row.halves.b]).toEqual([Number.NaN, 1]);
});

test('a folder without the sets is told, not trained on', () => {
  const empty = mkdtempSync(join(tmpdir(), 'trained-none-'));
  try {
    expect(measureTrained(empty, ROOT, new Houses(() => []), SEED)).toEqual({
      results: [],
      absent: ['slurp', 'hwu64'],
    });
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
});
