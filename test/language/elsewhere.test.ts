import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { ELSEWHERE } from '../../src/language/elsewhere.ts';
import { Paraphraser } from '../../src/language/paraphrase/paraphrase.ts';
import { understandLoosely } from '../../src/language/paraphrase/tier.ts';
import { readLearnt, readWordVectors } from '../../src/language/paraphrase/weights.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { suggest } from '../../src/language/suggest.ts';
import { understand } from '../../src/language/understand.ts';
import { house } from './house.ts';

const data = new URL('../../data/', import.meta.url);
const folder = new URL('sentences/en/', data);
const files = readdirSync(folder).flatMap(
  (name) => readSentenceFile(readFileSync(new URL(name, folder), 'utf8'), name).file ?? [],
);
const radio = { id: 'media_player.radio', name: 'Radio', aliases: [], area: 'parlour', state: 'idle', attributes: {} };
const grammar = compileFiles(files, { ...house, entities: [...house.entities, radio] });
const without = compileFiles(
  files.map((file) => ({ ...file, blocks: file.blocks.filter(({ intent }) => intent !== ELSEWHERE) })),
  { ...house, entities: [...house.entities, radio] },
);
const paraphraser = new Paraphraser(
  readLearnt(
    readFileSync(new URL('models/en/paraphrases.bin', data)),
    readWordVectors(readFileSync(new URL('models/en/words.bin', data))),
  ),
);
const here = { area: 'parlour' };

describe('what is nothing for the house', () => {
  test.each([
    'play draughts with me',
    'could you play snakes and ladders against us please',
    'when is my parcel arriving',
    'schedule a taxi for tomorrow at nine',
    'announce my new job on facebook',
    'add rosa to my email contacts',
    'we really like old blues records',
    'calculate the driving distance to the coast',
    'calculate how much i spend on shoes',
    'book a taxi for after the meeting with rosa',
    'do you know when my train departs',
    'how do i get to the grocery store',
    'find the times of the films at the nearest cinema',
    'i would love to hear more about your childhood',
    'let me hear a welsh accent',
    'add this tune to my supper playlist',
    'tell me the latest news on the weather strike',
    'remind me of which doctor i saw',
  ])('%s', (text) => {
    const meant = understand(grammar, text, here);
    expect(meant).toMatchObject({ tier: 'none', commands: [], elsewhere: true });
    expect(meant.suggestion).toBeUndefined();
    // What was learnt does not take it for something after all.
    expect(understandLoosely(meant, grammar, paraphraser, text, here)).toBe(meant);
  });

  test.each([
    ['play draughts with me', 'HassMediaSearchAndPlay'],
    ['schedule a taxi for tomorrow at nine', 'AgentosCalendarAdd'],
    ['announce my new job on facebook', 'HassBroadcast'],
  ])('%s would be %s if it were not known', (text, intent) => {
    expect(understand(without, text, here).commands[0]?.intent).toBe(intent);
  });

  test.each([
    ['play the game of shadows audiobook', 'HassMediaSearchAndPlay'],
    ['play some golf stories', 'HassMediaSearchAndPlay'],
    ['schedule a meeting about the taxi for tomorrow at nine', 'AgentosCalendarAdd'],
    ['when is my dentist appointment', 'AgentosCalendarFind'],
    ['i want to hear how deep is your love', 'HassMediaSearchAndPlay'],
    ['calculate 12 times 7', 'AgentosCalculate'],
    ['remind me of the wedding tomorrow', 'AgentosReminderSet'],
    ['play the latest news on the radio', 'HassMediaSearchAndPlay'],
    ['i want to hear about a girl by nirvana', 'HassMediaSearchAndPlay'],
  ])('%s is still ours', (text, intent) => {
    expect(understand(grammar, text, here).commands[0]?.intent).toBe(intent);
  });

  test('is never offered', () => {
    for (const text of ['play chess with mee', 'when is my parcell arriving', 'add rosa to my emale contacts'])
      expect(suggest(grammar, text, here) ?? '').not.toMatch(/chess|parcel|contacts/);
  });
});
