import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { compile } from '../../src/language/grammar.ts';
import type { Home } from '../../src/language/home.ts';
import { prepareFiles } from '../../src/language/prepare.ts';
import { Prepared } from '../../src/language/prepared.ts';
import { understand } from '../../src/language/understand.ts';
import { house, houseFiles, readGood } from './house.ts';

function homeOf(language: string, areas: readonly string[], lamps: readonly string[] = []): Home {
  return {
    language,
    floors: [],
    areas: areas.map((name) => ({ id: name, name, aliases: [] })),
    entities: lamps.map((name, index) => ({
      id: `light.lamp_${index}`,
      name,
      aliases: [],
      ...(areas[0] === undefined ? {} : { area: areas[0] }),
      state: 'off',
      attributes: {},
    })),
    people: [],
  };
}

function grammarOf(language: string, sentences: readonly string[], home: Home) {
  const text = `language: ${language}\nintents:\n  Found:\n    data:\n      - sentences: ${JSON.stringify(sentences)}\n`;
  return compile(new Prepared(prepareFiles([readGood(text)])), home);
}

describe('words that are written as one', () => {
  test.each([
    ['de', ['[das] {area}(licht|lampe) an'], ['Küche', 'Flur'], 'Flurlicht an', { area: 'Flur' }],
    ['de', ['[das] {area}(licht|lampe) an'], ['Küche', 'Flur'], 'das Küchenlicht an', { area: 'Küche' }],
    ['nl', ['doe de {area}[ ]lamp[en] aan'], ['keuken'], 'doe de keukenlampen aan', { area: 'keuken' }],
    ['sv', ['tänd {area}[s]lampan'], ['kök'], 'tänd kökslampan', { area: 'kök' }],
    ['fi', ['valot {area}(ssa|ssä) päälle'], ['keittiö'], 'valot keittiössä päälle', { area: 'keittiö' }],
    [
      'hu',
      ['kapcsold fel a villanyt a {area}(ban|ben)'],
      ['konyha'],
      'kapcsold fel a villanyt a konyhaban',
      { area: 'konyha' },
    ],
    ['he', ['הדלק אור [ה][ב]{area}'], ['מטבח'], 'הדלק אור במטבח', { area: 'מטבח' }],
    ['ko', ['{area}의 불 켜'], ['주방'], '주방의 불 켜', { area: '주방' }],
    ['tr', ["{area}'(da|de|ta|te) ışığı aç"], ['Mutfak'], "mutfak'ta ışığı aç", { area: 'Mutfak' }],
    ['zh-cn', ['打开{area}[的]灯'], ['厨房'], '打开厨房的灯', { area: '厨房' }],
  ])('%s: %j', (language, sentences, areas, said, slots) => {
    const { commands } = understand(grammarOf(language, sentences, homeOf(language, areas)), said);
    expect(commands[0]?.slots).toMatchObject(slots);
  });

  test('two lists in one word, and a name that the home writes as one word is that name', () => {
    const home = homeOf('nl', ['keuken'], ['lamp', 'keukenlicht']);
    const grammar = grammarOf('nl', ['zet [de|het] [{area}[ ]]{name} aan'], home);
    expect(understand(grammar, 'zet de keukenlamp aan').commands[0]?.slots).toEqual({ area: 'keuken', name: 'lamp' });
    expect(understand(grammar, 'zet het keukenlicht aan').commands[0]?.slots).toEqual({ name: 'keukenlicht' });
  });

  test('English as recognisers write it: apart and together', () => {
    const grammar = compileFiles(houseFiles, house);
    const [apart] = understand(grammar, 'turn on the pantryceiling').commands;
    expect(apart?.targets.map(({ id }) => id)).toEqual(['light.pantry_ceiling']);
    const [together] = understand(grammar, 'open the sky light').commands;
    expect(together?.targets.map(({ id }) => id)).toEqual(['cover.loft_blind']);
  });

  test('a word with a part that nothing has is not taken apart, and a wildcard keeps what was written', () => {
    const grammar = compileFiles(houseFiles, house);
    expect(understand(grammar, 'turn on the pantryfoo').commands).toEqual([]);
    expect(understand(grammar, 'add lampshades to the list').commands[0]?.slots).toEqual({ item: 'lampshades' });
  });
});
