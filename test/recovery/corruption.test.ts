import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/daemon/store/open.ts';
import { endEvent, forwardEvent, row } from '../daemon/store/samples.ts';
import { damageOne, makeTemplate, type Template, WAYS } from './corruptions.ts';
import { chanceOf } from './disk_model.ts';

const IMAGES = 5;

let root: string;
let template: Template;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'agentos-corruption-'));
  template = await makeTemplate(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('P5 T7 X7 X9 corruption', () => {
  test.each(WAYS)(
    `${IMAGES} databases damaged by way of "%s": told or right, never blank, the original kept`,
    async (way) => {
      for (let seed = 1; seed <= IMAGES; seed += 1) {
        const outcome = await damageOne(template, join(root, `${way}-${seed}`), way, chanceOf(seed));
        expect(['refused', 'mended', 'right'], `${way}, seed ${seed}`).toContain(outcome);
      }
    },
  );

  const open = (folder: string) => openStore({ folder, synchronous: 'FULL', mends: true });

  test('with no backup and nothing to read it is refused, and left as it is', async () => {
    const folder = join(root, 'nothing');
    await (await open(folder)).close();
    truncateSync(join(folder, 'agentos.db'), 0);
    await expect(open(folder)).rejects.toMatchObject({ reason: 'damaged', code: 'DATA_LOSS' });
    expect(readdirSync(folder).filter((name) => name.startsWith('damaged-') || name === 'mending')).toEqual([]);
  });

  test('twin: without the memory that it was in use, an emptied database is a blank start', async () => {
    const folder = join(root, 'blank');
    const first = await open(folder);
    await first.append({ open: [row('t')], events: [forwardEvent('t', 1)] }).durable;
    await first.close();
    truncateSync(join(folder, 'agentos.db'), 0);
    rmSync(join(folder, 'identity.json'));
    const blank = await open(folder);
    expect(await blank.threads()).toEqual([]);
    await blank.close();
  });

  test('what was under way when part of the log was lost is not done again', async () => {
    const folder = join(root, 'under-way');
    const first = await open(folder);
    const done = [forwardEvent('done', 1), endEvent('done', 2)];
    await first.append({ open: [row('done', { status: 'complete', seq: 2 })], events: done }).durable;
    await first.append({ open: [row('open')], events: [forwardEvent('open', 1)] }).durable;
    await first.close();
    const path = join(folder, 'agentos.db');
    truncateSync(path, statSync(path).size - 2 * 4096);
    const again = await open(folder);
    expect(await again.openThreads()).toEqual([]);
    await again.close();
    expect(existsSync(join(folder, 'mending'))).toBe(false);
  });
});
