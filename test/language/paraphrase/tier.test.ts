import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../../src/language/compile_files.ts';
import type { Grammar } from '../../../src/language/grammar.ts';
import type { Home } from '../../../src/language/home.ts';
import { Paraphraser } from '../../../src/language/paraphrase/paraphrase.ts';
import { understandLoosely } from '../../../src/language/paraphrase/tier.ts';
import { readLearnt, readWordVectors } from '../../../src/language/paraphrase/weights.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { type Understanding, understand } from '../../../src/language/understand.ts';

const data = new URL('../../../data/', import.meta.url);
const folder = new URL('sentences/en/', data);
const files = readdirSync(folder).flatMap(
  (name) => readSentenceFile(readFileSync(new URL(name, folder), 'utf8'), name).file ?? [],
);
const paraphraser = new Paraphraser(
  readLearnt(
    readFileSync(new URL('models/en/paraphrases.bin', data)),
    readWordVectors(readFileSync(new URL('models/en/words.bin', data))),
  ),
);

/** A small house whose rooms and devices bear these names. */
function homeOf(room: string, other: string, lamp: string): Home {
  const entity = (id: string, name: string, area: string, device_class?: string) => ({
    ...{ id, name, aliases: [], area, state: 'unknown' },
    attributes: device_class === undefined ? {} : { device_class },
  });
  return {
    language: 'en',
    floors: [],
    areas: [
      { id: 'one', name: room, aliases: [] },
      { id: 'two', name: other, aliases: [] },
    ],
    entities: [
      entity('light.one', lamp, 'one'),
      entity('light.two', `${other} Light`, 'two'),
      entity('cover.blind', `${room} Blind`, 'one', 'blind'),
      entity('cover.garage', 'Garage Door', 'two', 'garage'),
      entity('lock.front', 'Front Door', 'two'),
      entity('climate.one', `${room} Heating`, 'one'),
      entity('media_player.radio', 'Radio', 'one'),
      entity('vacuum.rosie', 'Rosie', 'two'),
      entity('weather.home', 'Home Weather', 'one'),
      entity('todo.shopping', 'Shopping List', 'one'),
    ],
    people: [],
  };
}

const homes: readonly [string, Grammar, string][] = [
  ['a flat', compileFiles(files, homeOf('Kitchen', 'Hallway', 'Ceiling Lamp')), 'Kitchen'],
  ['a farm', compileFiles(files, homeOf('Scullery', 'Byre', 'Old Lantern')), 'Scullery'],
];

function meant(grammar: Grammar, text: string, area: string): Understanding {
  return understandLoosely(understand(grammar, text, { area }), grammar, paraphraser, text, { area });
}

describe.each(homes)('in %s', (_, grammar, area) => {
  test.each([
    ['i wonder what the weather is going to be tomorrow', 'HassGetWeather', { day: 'tomorrow' }],
    ['next song for us now', 'HassMediaNext', { area }],
    ['tell me please how warm is it in the ROOM just now', 'HassClimateGetTemperature', { area }],
  ])('%s', (said, intent, slots) => {
    const text = said.replace('ROOM', area.toLowerCase());
    // A test of the paraphrases only as long as the grammar does not know it.
    expect(understand(grammar, text, { area }).tier).toBe('none');
    const { tier, commands } = meant(grammar, text, area);
    expect({ tier, intents: commands.map((one) => one.intent) }).toEqual({ tier: 'paraphrase', intents: [intent] });
    expect(commands[0]?.slots).toMatchObject(slots);
  });

  test.each([
    // Nothing for the house.
    'who is the president of the moon',
    'book me a table for two at the corner',
    'my brother has painted his boat',
    // Grave.
    'let the garage door go up please would you',
    'i want the front door to be unlocked now',
    // A device that is not there must not become one that is.
    'turn off my bedside lantern thing',
    'kindly have the orangery lights turned off',
    // Turned around, or more than one thing.
    'well do not ever make it darker in here',
    'the lamps off now thanks and then the heating too',
    // Only a part of what is meant.
    'a bit more',
    'the ROOM one too',
    'all of them in here',
    // Not for a likelihood: what is deleted or sent.
    'i do not want what is on that list any more',
    'get rid of my mails from the bank would you',
  ])('nothing is done: %s', (said) => {
    const text = said.replace('ROOM', area.toLowerCase());
    const { tier, commands } = meant(grammar, text, area);
    expect({ tier, commands }).toEqual({ tier: 'none', commands: [] });
  });
});

test('says what it thought of, and why it was not done', () => {
  const [, grammar, area] = homes[0] ?? homes[1] ?? expect.fail('no home');
  const { thoughts, refused } = meant(grammar, 'turn off my bedside lantern thing', area);
  expect(thoughts?.[0]?.intent).toBe('HassTurnOff');
  expect(refused).toMatch(/is not known here/);
});

test('any text has an answer, in bounded time', () => {
  const [, grammar, area] = homes[0] ?? homes[1] ?? expect.fail('no home');
  for (const text of [
    '',
    '   ',
    '§area §name.light',
    'ha '.repeat(300),
    '\u0000\u202e!',
    '🦊 💡 off',
    'x'.repeat(2_000),
  ])
    expect(meant(grammar, text, area).tier).toBe('none');
});
