import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { house, houseFiles, readGood } from './house.ts';

describe('sentence files', () => {
  test('name the line of what is wrong, all faults at once', () => {
    const { file, issues } = readSentenceFile(
      `language: en
intents:
  HassTurnOn:
    data:
      - sentences:
          - "turn on {name"
          - "fine"
          - "(open|close"
lists:
  level:
    range: { from: 1, to: 5 }
`,
      'own.yaml',
    );
    expect(file).toBeUndefined();
    expect(issues.map((issue) => [issue.path, issue.line])).toEqual([
      ['own.yaml', 6],
      ['own.yaml', 8],
    ]);
    expect(issues[0]?.message).toContain('turn on {name');
  });

  test.each([
    ['intents: {}', 'language', 1],
    ['language: en\nlists:\n  x:\n    range: { from: 5, to: 1 }', 'from is above to', 4],
    ['language: en\nlists:\n  x:\n    wildcard: true\n    values: [a]', 'exactly one', 4],
    ['language: en\nintents:\n  A:\n    data:\n      - sentences: 5', 'expected array', 5],
    ['language: en\n\tbad: 1', '', 2],
    ['- just\n- a list', '', 1],
    ['', '', 1],
  ])('%j is an issue', (text, message, line) => {
    const { file, issues } = readSentenceFile(text, 'x.yaml');
    expect(file).toBeUndefined();
    expect(issues[0]?.message).toContain(message);
    expect(issues[0]?.line).toBe(line);
  });

  test('aliases that blow up are an issue', () => {
    const bomb = [
      'language: en',
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'
        .split('')
        .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
    ];
    expect(readSentenceFile(bomb.join('\n'), 'bomb.yaml').issues[0]?.message).toContain('alias');
  });

  test('a file with one block takes its intent from its folder', () => {
    const file = readGood(
      'language: en\nsentences: ["fire up [the] {name}"]\nresponse: default',
      'en/HassTurnOn/name_only.yaml',
    );
    const match = compileFiles([file], house).match('fire up the big fan')[0];
    expect(match?.intent).toBe('HassTurnOn');
    expect(match?.slots).toEqual({ name: 'Big Fan' });
  });

  test('sentences that name an unknown list or rule are left out, the others stay', () => {
    const own = readGood(
      `language: en
intents:
  Own:
    data:
      - sentences:
          - "paint {colour}"
          - "go <nowhere>"
          - "round <and>"
          - "works"
expansion_rules:
  and: "<about>"
  about: "<and>"
`,
      'own.yaml',
    );
    const grammar = compileFiles([...houseFiles, own], house);
    expect(grammar.issues.map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([
      expect.stringMatching(/own\.yaml:6 .*no list "\{colour\}"/),
      expect.stringMatching(/own\.yaml:7 .*no expansion rule "<nowhere>"/),
      expect.stringMatching(/own\.yaml:8 .*<and> → <about> → <and> go in a circle/),
    ]);
    expect(grammar.match('works')[0]?.intent).toBe('Own');
    expect(grammar.match("what's the time")[0]?.intent).toBe('HassGetCurrentTime');
  });

  test.each([
    [
      'rules that double',
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`r${index}`, index === 39 ? 'x' : `<r${index + 1}> <r${index + 1}>`]),
      ),
      '<r0>',
    ],
    [
      'endings that double',
      {},
      Array.from({ length: 30 }, (_, index) => `[${String.fromCharCode(97 + (index % 26))}]`).join(''),
    ],
    ['a permutation of many', {}, `(${'abcdefghijkl'.split('').join(';')})`],
  ])('%s are refused, not worked on', (_, rules, template) => {
    const file = readGood(
      JSON.stringify({
        language: 'en',
        expansion_rules: rules,
        intents: { A: { data: [{ sentences: [template, 'fine'] }] } },
      }),
    );
    const grammar = compileFiles([file], house);
    expect(grammar.issues).toHaveLength(1);
    expect(grammar.match('fine')).toHaveLength(1);
  });
});
