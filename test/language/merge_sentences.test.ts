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

  const ALONE = { path: 'lists/shared.yaml', text: 'lists:\n  fois: { range: { from: 1, to: 9 } }\n' };
  const RULES = {
    path: 'rules/fr/le.yaml',
    text: 'language: fr\nexpansion_rules:\n  le: "[le|la|les]"\n  allume: allume[r]\n',
  };
  const COMBINATION = `language: fr
data:
  - sentences: ["<allume> <le> {name} {fois:times} fois"]
    name_domains: lamps
    response: default
  - sentences: ["<allume> <le> lumière[s]"]
    inferred_domain: light
    response: default
`;

  it('reads lists and rules from folders of their own, and writes out what combinations of slots have in common', () => {
    const path = 'HassBriller/ici.yaml';
    const combinations = `HassBriller:
  slot_combinations:
    ici: { context_area: true, name_domain_groups: { lamps: [light, switch] } }
`;
    const merged = mergeSentences([ALONE, RULES, { path, text: COMBINATION }], 'fr', combinations);
    expect(merged).toMatchObject({ sentences: 2, intents: 1, issues: [] });
    const grammar = compileFiles([readGood(merged.text)], house);
    const loft = { area: 'Loft' };
    expect(grammar.match('allume la Reading Lamp 3 fois', loft)[0]).toMatchObject({
      intent: 'HassBriller',
      slots: { name: 'Reading Lamp', times: 3, area: 'Loft' },
    });
    expect(grammar.match('allume le Big Fan 3 fois', loft)).toEqual([]);
    expect(grammar.match('allumer les lumières', loft)[0]?.slots).toEqual({ domain: 'light', area: 'Loft' });
    expect(grammar.match('allumer les lumières')).toEqual([]);
  });

  it('knows the combinations of Home Assistant where nothing tells them, and names a set of domains that nothing has', () => {
    const text = COMBINATION.replace('name_domains: lamps', 'name_domains: default');
    const merged = mergeSentences([ALONE, RULES, { path: 'fr/HassTurnOn/domain_only.yaml', text }], 'fr');
    expect(merged.issues).toEqual([]);
    const grammar = compileFiles([readGood(merged.text)], house);
    expect(grammar.match('allume la lumière', { area: 'Loft' })[0]).toMatchObject({
      intent: 'HassTurnOn',
      slots: { domain: 'light', area: 'Loft' },
    });
    const [issue] = mergeSentences([ALONE, RULES, { path: 'HassTurnOn/name.yaml', text: COMBINATION }], 'fr').issues;
    expect(issue).toMatchObject({ path: 'HassTurnOn/name.yaml', line: 3 });
    expect(issue?.message).toContain('"lamps"');
  });

  it('leaves out the template that cannot be read, and keeps the rest of its file', () => {
    const text = `language: fr
intents:
  Sonner:
    data:
      - sentences: ["sonne [le son", "sonne bien"]
lists:
  son: { values: [{ in: "(cloche", out: a }, { in: cor, out: b }] }
expansion_rules:
  mal: "<"
`;
    const merged = mergeSentences([{ path: 'a.yaml', text }], 'fr');
    expect(merged.issues.map(({ line }) => line)).toEqual([5, 7, 9]);
    expect(compileFiles([readGood(merged.text)], house).match('sonne bien')).toHaveLength(1);
  });

  it('names what cannot be read or built, and keeps the rest', () => {
    const broken = { path: 'a.yaml', text: 'language: fr\nintents: [' };
    const unknown = { path: 'B/c.yaml', text: 'language: fr\nsentences: ["sonne {rien}"]\n' };
    const { issues, text } = mergeSentences([COMMON, broken, OLD, unknown], 'fr');
    expect(issues.map(({ path }) => path)).toEqual(['a.yaml', 'B/c.yaml']);
    expect(compileFiles([readGood(text)], house).match('sonne cloche')).toHaveLength(1);
  });
});
