import { describe, expect, test } from 'vitest';
import { expandTexts } from '../../../src/language/templates/expand.ts';
import { parseTemplate, TemplateError } from '../../../src/language/templates/parse_template.ts';

function texts(template: string): string[] {
  return expandTexts(
    parseTemplate(template),
    (name) => (name === 'on' ? parseTemplate('on|up') : undefined),
    100,
  ).sort();
}

describe('templates', () => {
  test.each([
    ['light[s]', ['light', 'lights']],
    ['(a|b) c', ['a c', 'b c']],
    ['a|b', ['a', 'b']],
    ['[the] lamp', ['lamp', 'the lamp']],
    ['(tv;off)', ['off tv', 'tv off']],
    ['turn <on>', ['turn on', 'turn up']],
    ['a \\(b\\) \\{c\\}', ['a (b) {c}']],
    ['((a|b)|[c]) d', ['a d', 'b d', 'c d', 'd']],
  ])('%s', (template, expected) => {
    expect(texts(template)).toEqual(expected);
  });

  test('name lists, slots and captures', () => {
    expect(parseTemplate('{name}')).toEqual({ kind: 'list', list: 'name', slot: 'name', capture: false });
    expect(parseTemplate('{minutes:start_minutes}')).toEqual({
      kind: 'list',
      list: 'minutes',
      slot: 'start_minutes',
      capture: false,
    });
    expect(parseTemplate('{room:@where}')).toEqual({ kind: 'list', list: 'room', slot: 'where', capture: true });
    expect(parseTemplate('{@room}')).toEqual({ kind: 'list', list: 'room', slot: 'room', capture: true });
  });

  test.each([
    ['turn (on|off', '"(" is never closed', 6],
    ['turn on]', '"]" closes nothing', 8],
    ['{name', 'never closed', 1],
    ['<ru le>', 'not the name of a rule', 1],
    ['{:x}', 'not the name of a list', 1],
    ['(a|b;c)', 'cannot be mixed', 5],
    ['[a)', '")" closes nothing', 3],
    ['end\\', 'backslash', 4],
  ])('refuses %s', (template, message, column) => {
    try {
      parseTemplate(template);
      expect.unreachable();
    } catch (fault) {
      expect(fault).toBeInstanceOf(TemplateError);
      if (!(fault instanceof TemplateError)) return;
      expect(fault.message).toContain(message);
      expect(fault.column).toBe(column);
    }
  });

  test('refuses nesting without end', () => {
    expect(() => parseTemplate('('.repeat(2000))).toThrow('nested deeper');
  });
});
