import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Home } from '../../src/language/home.ts';
import { sampleSentence } from '../../src/language/sample.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { seeded } from '../../src/language/templates/random.ts';
import { understand } from '../../src/language/understand.ts';
import { house } from './house.ts';

const folder = new URL('../../data/sentences/en/', import.meta.url);
const read = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => readSentenceFile(readFileSync(new URL(name, folder), 'utf8'), name));

/** The test house with a device of every kind that sentences are about. */
const furnished: Home = {
  ...house,
  entities: [
    ...house.entities,
    ...['climate', 'lock', 'scene', 'script', 'vacuum', 'weather', 'todo', 'valve', 'lawn_mower'].map((domain) => ({
      id: `${domain}.one`,
      name: `Rosie ${domain.replace('_', ' ')}`,
      aliases: [],
      area: 'parlour',
      state: 'unknown',
      attributes: {},
    })),
    {
      id: 'sensor.hall_humidity',
      name: 'Hall Humidity',
      aliases: [],
      state: '50',
      attributes: { device_class: 'humidity' },
    },
    ...['curtain', 'window', 'garage', 'shutter'].map((kind) => ({
      id: `cover.${kind}`,
      name: `Western ${kind}`,
      aliases: [],
      area: 'parlour',
      state: 'open',
      attributes: { device_class: kind },
    })),
  ],
};

describe('the sentences that ship', () => {
  const files = read.flatMap(({ file }) => file ?? []);
  const grammar = compileFiles(files, furnished);

  test('are without fault', () => {
    expect(read.flatMap(({ issues }) => issues)).toEqual([]);
    expect(grammar.issues).toEqual([]);
    expect(grammar.prepared.sentences.length).toBeGreaterThan(500);
  });

  test('understand all that a recogniser listens for', () => {
    const spoken = grammar.prepared.spoken();
    const lost = new Set<string>();
    const heard = new Set<string>();
    for (let seed = 0; seed < 25; seed++) {
      const choose = seeded(seed);
      for (const sentence of spoken) {
        const text = sampleSentence(grammar, sentence, { choose });
        if (text === undefined) continue;
        heard.add(sentence.text);
        if (understand(grammar, text, { area: 'parlour' }).tier === 'none') lost.add(`${text} ← ${sentence.text}`);
      }
    }
    expect([...lost]).toEqual([]);
    expect(heard.size).toBe(spoken.length);
  });

  test('take no verb for what is to be put on a list', () => {
    const slotsOf = (text: string) => understand(grammar, text).commands.map(({ slots }) => slots);
    expect(slotsOf('add to my rosie todo list')).toEqual([{ name: 'Rosie todo' }]);
    expect(slotsOf('would you mind putting string on the rosie todo list')).toEqual([
      { item: 'string', name: 'Rosie todo' },
    ]);
  });
});
