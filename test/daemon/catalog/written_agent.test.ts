import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadServiceFile, serviceFileAt } from '../../../src/daemon/catalog/module.ts';
import { writtenAgent } from '../../../src/daemon/catalog/written_agent.ts';

const folder = mkdtempSync(join(tmpdir(), 'agentos-written-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = `---
summary: Suggests what to cook.
uses: [need.weather, use.lists]
model: cheap
---
You suggest a dish.
`;

describe('an agent from a Markdown file', () => {
  test('is its name, its summary, what it uses and its prompt', async () => {
    for (const text of [GOOD, GOOD.replaceAll('\n', '\r\n'), `\uFEFF${GOOD}`]) {
      const { kind, contract } = await writtenAgent('cook', text);
      expect({ kind, subject: contract.subject, summary: contract.summary }).toEqual({
        kind: 'agent',
        subject: 'use.cook',
        summary: 'Suggests what to cook.',
      });
      expect(contract.parseInput({ text: 'soup?' })).toEqual({ text: 'soup?' });
    }
  });

  test.each([
    ['no head', 'You cook.', /begin with a line ---/],
    ['no end of the head', '---\nsummary: x\n', /begin with a line ---/],
    ['no YAML', '---\nsummary: [x\n---\nYou cook.', /line \d+: /],
    ['no summary', '---\nuses: []\n---\nYou cook.', /summary: /],
    ['what nobody knows', '---\nsummary: x\ntools: []\n---\nYou cook.', /tools/],
    ['no subject', '---\nsummary: x\nuses: [weather]\n---\nYou cook.', /uses\.0: is no subject/],
    ['no prompt', '---\nsummary: x\n---\n  \n', /there is none/],
    ['a list for a head', '---\n- x\n---\nYou cook.', /expected object/i],
  ])('is refused with %s', async (_what, text, why) => {
    await expect(writtenAgent('cook', text)).rejects.toThrow(why);
  });

  test('is found as use/<name>/agent.md, and nowhere else', async () => {
    const root = join(folder, 'services');
    mkdirSync(join(root, 'use', 'cook'), { recursive: true });
    writeFileSync(join(root, 'use', 'cook', 'agent.md'), GOOD);
    expect(serviceFileAt(join(root, 'use', 'cook', 'README.md'), root)).toBeUndefined();
    expect(serviceFileAt(join(root, 'need', 'cook', 'agent.md'), root)).toBeUndefined();
    const file = serviceFileAt(join(root, 'use', 'cook', 'agent.md'), root);
    if (file === undefined) throw new Error('not found');
    const { services, version } = await loadServiceFile(file);
    expect(services.map(({ kind }) => kind)).toEqual(['agent']);
    writeFileSync(file.path, GOOD.replace('a dish', 'two dishes'));
    expect((await loadServiceFile(file)).version).not.toBe(version);
    writeFileSync(file.path, 'nothing');
    await expect(loadServiceFile(file)).rejects.toThrow(/use\/cook\/agent\.md cannot be loaded: it has to begin/);
  });
});
