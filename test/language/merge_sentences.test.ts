import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { mergeSentences } from '../../src/language/merge_sentences.ts';
import { house, readGood } from './house.ts';

const COMMON = {
  path: '_common.yaml',
  text: `language: fr
lists:
  son: { values: ["cloche", "sonnette"] }
expansion_rules:
  le: "[le|la|les]"
skip_words: [svp]
responses: { errors: { no_intent: "Pardon ?" } }
`,
};
const OLD = {
  path: 'cloche_Sonner.yaml',
  text: 'language: fr\nintents:\n  Sonner:\n    data:\n      - sentences: ["sonne <le> {son}"]\n        slots: { fort: true }\n',
};
const NEW = {
  path: 'Sonner/son_fois.yaml',
  text: 'language: fr\nsentences: ["sonne <le> {son} {fois} fois"]\nlists:\n  fois: { range: { from: 1, to: 9 } }\n',
};

describe('mergeSentences', () => {
  it('makes one file of both layouts, in which all sentences go on to be understood', () => {
    const merged = mergeSentences([COMMON, OLD, NEW], 'fr');
    expect(merged).toMatchObject({ sentences: 2, intents: 1, issues: [] });
    const grammar = compileFiles([readGood(merged.text)], house);
    expect(grammar.prepared.language).toBe('fr');
    expect(grammar.match('sonne la cloche')[0]).toMatchObject({
      intent: 'Sonner',
      slots: { son: 'cloche', fort: true },
    });
    expect(grammar.match('sonne la sonnette 3 fois')[0]).toMatchObject({ slots: { son: 'sonnette', fois: 3 } });
  });

  it('names what cannot be read or built, and keeps the rest', () => {
    const broken = { path: 'a.yaml', text: 'language: fr\nintents: [' };
    const unknown = { path: 'B/c.yaml', text: 'language: fr\nsentences: ["sonne {rien}"]\n' };
    const { issues, text } = mergeSentences([COMMON, broken, OLD, unknown], 'fr');
    expect(issues.map(({ path }) => path)).toEqual(['a.yaml', 'B/c.yaml']);
    expect(compileFiles([readGood(text)], house).match('sonne cloche')).toHaveLength(1);
  });
});
