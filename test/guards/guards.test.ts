import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Guard } from './guard.ts';
import { GUARDS } from './guards.ts';
import { filesOf, withoutGuard } from './switch_off.ts';
import { testNames } from './test_names.ts';
import { titlePattern } from './title_pattern.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Where the title of its test stands. */
const placeOf = ({ titleIn, test: file }: Guard): string => titleIn ?? file;
const isNamed = ({ title }: Guard, name: string): boolean =>
  title !== '' && new RegExp(titlePattern(title), 's').test(name);

describe('T37 the list of guards', () => {
  test.each(GUARDS)('says how this is switched off, and what must then fail: $guard', (guard) => {
    for (const file of filesOf(guard)) {
      const text = read(`src/${file}`);
      expect(withoutGuard(guard, file, text)).not.toBe(text);
    }
  });

  test.each([...new Set(GUARDS.map(placeOf))])('names tests that there are in test/%s', (file) => {
    const names = testNames(read(`test/${file}`));
    const unknown = GUARDS.filter((guard) => placeOf(guard) === file && !names.some((name) => isNamed(guard, name)));
    expect(unknown.map(({ guard, title }) => ({ guard, title }))).toEqual([]);
  });

  test('names each guard once', () => {
    expect(new Set(GUARDS.map(({ guard }) => guard)).size).toBe(GUARDS.length);
  });

  test('is noticed when it is out of date', () => {
    const guard = { guard: 'g', file: 'a.ts', from: 'x', to: '', test: '', title: '' };
    expect(() => withoutGuard(guard, 'a.ts', 'y')).toThrow('has no x any more');
    expect(() => withoutGuard(guard, 'a.ts', 'x x')).toThrow('more than once');
    expect(withoutGuard(guard, 'a.ts', 'a x b')).toBe('a  b');
  });

  test('and so is a title that no test has any more', () => {
    const names = testNames(`
      const ROWS = [['a row', {}], ['another', {}]] as const;
      const withDisk = describe.skipIf(full);
      withDisk(titled('a disk', full), () => {
        test.each(ROWS)('%s', () => undefined);
        test.each([[1, 'x "y"']])('%i gives %j', () => undefined);
        it.skipIf(full)('is full', () => expect('nothing').toBe('a title'));
        test(\`is cut \${times} times\`, () => undefined);
      });
    `);
    const has = (title: string): boolean => {
      const guard = { guard: 'g', file: 'a.ts', from: 'x', to: '', test: 'a', title };
      return names.some((name) => isNamed(guard, name));
    };
    for (const title of ['a row', 'another', 'disk', '1 gives "x \\"y\\""', '%i gives %j', 'is full', 'is cut'])
      expect(has(title), title).toBe(true);
    for (const title of ['', "'a row'", 'a third', '2 gives', 'nothing', 'a title', 'is cut $'])
      expect(has(title), title).toBe(false);
  });
});
