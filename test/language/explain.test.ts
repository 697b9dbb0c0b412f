import { expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { explain, explainWhole } from '../../src/language/explain.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { understand } from '../../src/language/understand.ts';
import { house, houseFiles } from './house.ts';

const grammar = compileFiles(houseFiles, house);

test('each clause tells its template, what its words became, and what came from the place', () => {
  const clauses = explain(grammar, 'turn on the pantry ceiling and turn on the lights', { area: 'loft' });
  expect(clauses.map(({ text, intent }) => [text, intent])).toEqual([
    ['turn on the pantry ceiling', 'HassTurnOn'],
    ['turn on the lights', 'HassTurnOn'],
  ]);
  expect(clauses[0]?.words).toEqual([{ said: 'pantry ceiling', slot: 'name', value: 'Pantry Ceiling' }]);
  expect(clauses[1]).toMatchObject({ words: [], fromPlace: ['area'], fixed: ['domain'] });
  for (const { template } of clauses) expect(template).not.toBe('');
});

test('what is explained is what is done', () => {
  for (const text of [
    'turn on the reading lamp',
    'dim the pantry lights to 20%',
    'play rock and roll',
    'what time is it',
  ]) {
    const intents = understand(grammar, text).commands.map(({ intent }) => intent);
    expect(intents.length, text).toBeGreaterThan(0);
    expect(
      explain(grammar, text).map(({ intent }) => intent),
      text,
    ).toEqual(intents);
  }
});

test('a reading that lost says in what the other is before it', () => {
  const { file } = readSentenceFile(
    [
      'language: en',
      'lists: { song: { wildcard: true } }',
      'intents:',
      '  Play:',
      '    data:',
      '      - sentences: ["play {song}", "play {song} in [the] {area}"]',
    ].join('\n'),
    'play.yaml',
  );
  const own = compileFiles(file === undefined ? [] : [file], house);
  expect(explain(own, 'play rock and roll in the parlour')).toMatchObject([
    {
      template: 'play {song} in [the] {area}',
      words: [
        { said: 'rock and roll', slot: 'song', value: 'rock and roll' },
        { said: 'parlour', slot: 'area', value: 'Parlour' },
      ],
      runnersUp: [{ template: 'play {song}', lost: 'fewer free words' }],
    },
  ]);
});

test('what is not understood has nothing to explain', () => {
  for (const text of ['', 'paint the moon blue', 'x'.repeat(5_000), 'word '.repeat(500)])
    expect(explain(grammar, text)).toEqual([]);
});

test('what is read in parts, was taught, or is given as a text says so', () => {
  const apart = explainWhole(grammar, 'turn off all lights except the loft lamp');
  expect(understand(grammar, 'turn off all lights except the loft lamp').tier).toBe('grammar');
  expect(apart.notes[0]).toContain('"turn off all lights"');
  expect(apart.clauses.map(({ intent }) => intent)).toEqual(['HassTurnOff']);
  const taught = explainWhole(grammar, 'story time', {}, (text) =>
    text === 'story time' ? 'turn on the reading lamp' : undefined,
  );
  expect(taught.notes).toEqual(['You taught that it means "turn on the reading lamp".']);
  expect(taught.clauses[0]).toMatchObject({ intent: 'HassTurnOn', words: [{ value: 'Reading Lamp' }] });
  expect(explainWhole(grammar, 'sum up this letter: turn on the reading lamp').clauses).toEqual([]);
  expect(explainWhole(grammar, 'turn on the reading lamp').notes).toEqual([]);
  expect(explainWhole(grammar, 'paint the moon')).toEqual({ notes: ['No template has all of it.'], clauses: [] });
});
