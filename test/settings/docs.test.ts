import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsDocs } from '../../scripts/settings_docs.ts';

const ROOT = join(import.meta.dirname, '../..');

it('docs/settings.md is as scripts/write_settings_docs.ts writes it', async () => {
  const written = await settingsDocs(ROOT);
  expect(readFileSync(join(ROOT, 'docs/settings.md'), 'utf8')).toBe(written);
});

it('every setting says what it means', async () => {
  const rows = (await settingsDocs(ROOT)).split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => /\| {1,2}\|$/.test(row))).toEqual([]);
});
