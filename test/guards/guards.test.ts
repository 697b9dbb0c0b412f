import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GUARDS } from './guards.ts';
import { filesOf, withoutGuard } from './switch_off.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('T37 the list of guards', () => {
  test.each(GUARDS)('says how this is switched off, and what must then fail: $guard', (guard) => {
    for (const file of filesOf(guard)) {
      const text = read(`src/${file}`);
      expect(withoutGuard(guard, file, text)).not.toBe(text);
    }
    expect(read(`test/${guard.titleIn ?? guard.test}`)).toContain(guard.title);
    expect(guard.title).not.toBe('');
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
});
