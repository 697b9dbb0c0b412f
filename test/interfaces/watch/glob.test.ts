import { describe, expect, it } from 'vitest';
import { globMatcher, meansHidden } from '../../../src/interfaces/watch/glob.ts';

const CASES: readonly (readonly [pattern: string, means: readonly string[], not: readonly string[]])[] = [
  ['**/*', ['a', 'a/b.txt', 'a/b/c'], ['.a', 'a/.b', '.a/b']],
  ['*.txt', ['a.txt', 'ä b.txt'], ['a/b.txt', 'a.txt.gz', '.txt', 'atxt']],
  ['**/*.txt', ['a.txt', 'a/b/c.txt'], ['a/.b/c.txt', 'a.md']],
  ['in/**', ['in/a', 'in/a/b'], ['in', 'inn/a', 'out/in/a']],
  ['**/in/*.txt', ['in/a.txt', 'x/y/in/a.txt'], ['in/b/a.txt']],
  ['a?c', ['abc', 'a😀c'], ['ac', 'a/c']],
  ['[a-c]*[!0-9]', ['bx', 'a1x'], ['dx', 'b1', 'a/x']],
  ['*.{txt,md}', ['a.txt', 'a.md'], ['a.mdx', 'a.{txt,md}']],
  ['{todo}', ['{todo}'], ['todo']],
  ['a+(b).[c', ['a+(b).[c'], ['aab.c']],
  ['\\*.txt', ['*.txt'], ['a.txt']],
  ['.*', ['.env'], ['env']],
  ['*', ['new\nline'], ['a/b']],
];

describe('a glob', () => {
  it.each(CASES)('%s', (pattern, means, not) => {
    const matches = globMatcher(pattern);
    expect(means.filter((path) => !matches(path))).toEqual([]);
    expect(not.filter(matches)).toEqual([]);
  });

  it('says whether hidden folders have to be looked into', () => {
    expect(meansHidden('**/*')).toBe(false);
    expect(meansHidden('{a,.b}/*')).toBe(true);
  });

  it('refuses a pattern of too many alternatives', () => {
    expect(() => globMatcher('{a,b}'.repeat(9))).toThrow(/alternatives/);
  });
});
