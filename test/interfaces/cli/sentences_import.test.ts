import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importSentences } from '../../../src/interfaces/cli/sentences_import.ts';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { readGood } from '../../language/house.ts';

describe('agentos sentences import', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'agentos-sentences-'));
    for (const [language, verb] of [
      ['de', 'läute'],
      ['fr', 'sonne'],
    ]) {
      mkdirSync(join(folder, 'sentences', `${language}`, 'RingBell'), { recursive: true });
      writeFileSync(
        join(folder, 'sentences', `${language}`, '_common.yaml'),
        `language: ${language}\nlists:\n  size: { values: [maxi, mini] }\n`,
      );
      writeFileSync(
        join(folder, 'sentences', `${language}`, 'RingBell', 'size.yaml'),
        `language: ${language}\nsentences: ["${verb} {size}"]\n`,
      );
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes one language of a whole collection, and again in the place of what was there', async () => {
    const to = join(folder, 'own');
    expect(await importSentences(folder, { language: 'de', to })).toBe(0);
    expect(await importSentences(join(folder, 'sentences/de'), { to })).toBe(0);
    expect(readdirSync(to)).toEqual(['imported_de.yaml']);
    const file = readGood(readFileSync(join(to, 'imported_de.yaml'), 'utf8'));
    const grammar = compileFiles([file], { language: 'de', floors: [], areas: [], entities: [], people: [] });
    expect(grammar.match('läute mini')).toMatchObject([{ intent: 'RingBell', slots: { size: 'mini' } }]);
    expect(grammar.match('sonne mini')).toEqual([]);
  });

  it('asks which of several languages, and says where there is nothing to take', async () => {
    await expect(importSentences(folder, { to: folder })).rejects.toThrow('sentences in de, fr; say which');
    await expect(importSentences(join(folder, 'nowhere'), {})).rejects.toThrow('is no folder');
    await expect(importSentences(folder, { language: 'tlh', to: folder })).rejects.toThrow('no tlh sentences');
  });

  it('leaves out what is broken, and says so by its exit', async () => {
    writeFileSync(join(folder, 'sentences/fr/broken.yaml'), 'language: fr\nintents: [');
    const to = join(folder, 'own');
    expect(await importSentences(folder, { language: 'fr', to })).toBe(65);
    expect(readFileSync(join(to, 'imported_fr.yaml'), 'utf8')).toContain('sonne {size}');
  });
  it('does not put down what the daemon would not read', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `  - "${'läute '.repeat(8)}nummer ${index}"`).join('\n');
    const to = join(folder, 'own');
    for (const half of ['one', 'two'])
      writeFileSync(
        join(folder, `sentences/de/RingBell/${half}.yaml`),
        `language: de\nsentences:\n${many.slice(0, 600_000).replace(/\n[^\n]*$/, '')}\n`,
      );
    await expect(importSentences(folder, { language: 'de', to })).rejects.toThrow('up to 1,000,000');
    expect(() => readdirSync(to)).toThrow();
  });
});
