import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonCopy } from '../../../../src/daemon/model/json.ts';
import { jsonIn, readJson } from '../../../../src/services/need/llm/strict_json.ts';
import { calls, modelAt, openModels, rawServer } from './model_house.ts';

/** JSONTestSuite by Nicolas Seriot, where it stands beside the checkout. */
const SUITE = join(import.meta.dirname, '../../../../../shared/data/security/jsontestsuite/test_parsing');
const there = existsSync(SUITE);

describe('JSON as a model writes it', () => {
  test.each([
    ['{"a":1,"a":2}', /"a" stands twice/],
    ['{"a":{"b":1},"c":[{"b":1,"\\u0062":2}]}', /"b" stands twice/],
    ['{"__proto__":{"admin":true}}', /__proto__ is not allowed/],
    ['{"\\u005f_proto__":1}', /__proto__ is not allowed/],
    ['{"a":[{"constructor" \n : 1}]}', /constructor is not allowed/],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested/],
    [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, /nested/],
    ['{"a":', /no JSON/],
    ['', /no JSON/],
  ])('%.40s is refused', (text, problem) => {
    expect(readJson(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test.each([
    ['{"a":"__proto__","b":["a","a"],"c":{"a":1}}'],
    ['{"a":"\\"b\\":","b":"x\\\\"}'],
    ['[{"a":1},{"a":1}]'],
    ['"\\ud83d\\ude00"'],
    [`${'['.repeat(60)}${']'.repeat(60)}`],
  ])('%.40s is read', (text) => {
    expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test.each([
    ['```json\n{"a":1}\n```', '{"a":1}'],
    ['Here it is: {"a":[1]} Enjoy.', '{"a":[1]}'],
    [' [1] ', '[1]'],
    ['"x"', '"x"'],
    ['nothing', 'nothing'],
  ])('out of %j comes %j', (text, inner) => {
    expect(jsonIn(text)).toBe(inner);
  });
});

/** What JSON.parse takes and we do not: nobody can tell which of the two was meant. */
const TWICE = ['y_object_duplicated_key.json', 'y_object_duplicated_key_and_value.json'];

describe.skipIf(!there)('the files of JSONTestSuite as arguments of a call (skipped where they are not there)', () => {
  const files = there ? readdirSync(SUITE).filter((name) => name.endsWith('.json')) : [];

  test('each is read or refused as it should be, through an endpoint', async () => {
    expect(files.length).toBe(318);
    let text = '';
    const server = await rawServer((response) => calls({ name: 'use-it', arguments: text })(response));
    const { host, release } = await openModels({ models: [modelAt(server.url)] });
    const outcomes = new Map<string, 'called' | 'refused'>();
    for (const name of files) {
      text = readFileSync(join(SUITE, name), 'utf8');
      const answer = await host.call('need.llm.choose', {
        messages: [{ role: 'user', text: name }],
        uses: [{ event: 'use.it', summary: 'Use it.', schema: {} }],
      });
      const { calls: made, refused } = answer as { calls: { data: unknown }[]; refused: unknown[] };
      expect(made.length + refused.length, name).toBe(1);
      if (made[0]) expect(made[0].data, name).toEqual(jsonCopy(JSON.parse(text)));
      outcomes.set(name, made.length === 1 ? 'called' : 'refused');
    }
    await release();
    await server.close();
    const of = (kind: string, outcome: string): string[] =>
      files.filter((name) => name.startsWith(kind) && outcomes.get(name) === outcome);
    expect(of('n_', 'called')).toEqual([]);
    expect(of('n_', 'refused').length).toBe(188);
    expect(of('y_', 'refused').sort()).toEqual(TWICE);
    expect(of('y_', 'called').length).toBe(93);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('admin');
  }, 120_000);
});
