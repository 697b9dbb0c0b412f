import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { examples, sampleSentence } from '../../src/language/sample.ts';
import { seeded } from '../../src/language/templates/random.ts';
import { house, houseFiles } from './house.ts';

const grammar = compileFiles(houseFiles, house);
const wildcards = { item: ['jam'], query: ['waltzes'], timer_name: ['tea'], timer_command: ['turn on big fan'] };

describe('sampling', () => {
  test('what is sampled from a sentence is matched by it', () => {
    let count = 0;
    for (let seed = 0; seed < 20; seed++) {
      const choose = seeded(seed);
      for (const sentence of grammar.prepared.sentences) {
        const text = sampleSentence(grammar, sentence, { choose, wildcards });
        if (text === undefined) continue;
        count += 1;
        const intents = grammar.match(text, { area: 'loft' }).map((match) => match.intent);
        expect(intents, text).toContain(sentence.block.intent);
      }
    }
    expect(count).toBeGreaterThan(300);
  });

  test('is the same for the same seed', () => {
    expect(examples(grammar, { seed: 3 })).toEqual(examples(grammar, { seed: 3 }));
  });

  test('leaves out what the house has nothing for', () => {
    const bare = compileFiles(houseFiles, { ...house, entities: [], people: [] });
    expect(examples(bare).map((example) => example.intent)).not.toContain('HassTurnOff');
    expect(examples(bare).map((example) => example.intent)).toContain('HassGetCurrentTime');
  });
});
