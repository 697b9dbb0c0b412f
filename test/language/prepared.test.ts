import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { compile, type Grammar } from '../../src/language/grammar.ts';
import { toJsgf } from '../../src/language/jsgf.ts';
import { prepareFiles, redefines } from '../../src/language/prepare.ts';
import { Prepared } from '../../src/language/prepared.ts';
import { PREPARED_VERSION, readPrepared, writePrepared } from '../../src/language/prepared_text.ts';
import { examples } from '../../src/language/sample.ts';
import { understand } from '../../src/language/understand.ts';
import { house, houseFiles, readGood } from './house.ts';

const data = prepareFiles(houseFiles);
const text = writePrepared(data, 'of these');
const own = readGood(`
language: en
expansion_rules: { shine: "(let it|make it) shine" }
lists: { mood: { values: [{ in: "(cosy|snug)", out: cosy }, bright] } }
skip_words: [my dear]
intents:
  HassTurnOn:
    data: [{ sentences: ["<shine> [in {area}]", "skylight please open"] }]
  Mood:
    data:
      - sentences: ["a {mood} {inner} evening"]
        lists: { inner: { values: [long, short] } }
`);
const said = [
  'turn on the pantry ceiling',
  'turn off the lights in the sitting room and open the loft blinds',
  'set LED strip two to fifty percent',
  'set a 5 minute and ten seconds timer called Pizza Night',
  'add oat milk and eggs to my list',
  'whats the time',
  'swich off the big fan',
  'let it shine in the loft',
  'a snug long evening my dear',
  'a bright short evening',
  'a snug red evening',
];

function heard(grammar: Grammar): unknown[] {
  return said.map((one) => understand(grammar, one, { area: 'loft' }));
}

describe('prepared sentences', () => {
  test('mean the same when they are read back', () => {
    const read = readPrepared(text, 'of these');
    expect(read).toEqual(data);
    if (read === undefined) return;
    const grammar = compile(new Prepared(read), house);
    const direct = compileFiles(houseFiles, house);
    expect(heard(grammar)).toEqual(heard(direct));
    expect(examples(grammar, { seed: 4 })).toEqual(examples(direct, { seed: 4 }));
    expect(toJsgf(grammar)).toEqual(toJsgf(direct));
  });

  test('are not read where they are of other files, of another version, or damaged', () => {
    const other = text.replace(`"version":${PREPARED_VERSION}`, `"version":${PREPARED_VERSION + 1}`);
    expect(other).not.toBe(text);
    expect(readPrepared(text, 'of those')).toBeUndefined();
    expect(readPrepared(other, 'of these')).toBeUndefined();
    expect(readPrepared(text.slice(0, -20), 'of these')).toBeUndefined();
    expect(readPrepared(text.replace(/("wordTo":"\d+:)\d+/, '$11'), 'of these')).toBeUndefined();
    expect(readPrepared('', 'of these')).toBeUndefined();
    expect(readPrepared('[]', 'of these')).toBeUndefined();
  });

  test('take more files as if all had been prepared together', () => {
    const more = compile(new Prepared(prepareFiles([own], data)), house);
    const together = compileFiles([...houseFiles, own], house);
    expect(heard(more)).toEqual(heard(together));
    expect(understand(more, 'a snug long evening my dear').commands).toMatchObject([
      { intent: 'Mood', slots: { mood: 'cosy', inner: 'long' } },
    ]);
    expect(understand(compile(new Prepared(data), house), 'let it shine').tier).toBe('none');
  });

  test('and say where more files would change what is prepared', () => {
    const [rule = ''] = Object.keys(data.rules);
    const [list = ''] = Object.keys(data.lists).filter((key) => !key.includes(':'));
    expect(redefines(data, [own])).toBe(false);
    expect(redefines(data, [readGood(`language: en\nexpansion_rules: { ${rule}: else }`)])).toBe(true);
    expect(redefines(data, [readGood(`language: en\nlists: { ${list}: { wildcard: true } }`)])).toBe(true);
  });

  test('with numbers over 16 bits keep them', () => {
    const wide = { ...data, sentences: { ...data.sentences, starts: Uint32Array.from([70_000, 1]) } };
    expect(readPrepared(writePrepared(wide, ''), '')?.sentences.starts).toEqual(Uint32Array.from([70_000, 1]));
  });
});
