import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import { damageOne, makeTemplate, type Outcome, WAYS, type Way } from './corruptions.ts';
import { chanceOf } from './disk_model.ts';

const IMAGES = Number(process.env.AGENTOS_TEST_IMAGES ?? 500);
const MEMORY = '/dev/shm';

test(`P5 T7 corruption: ${IMAGES} damaged databases are told or right, never blank, the original kept`, async () => {
  const root = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'agentos-corruption-'));
  try {
    const template = await makeTemplate(root);
    const count = async (ways: readonly Way[], images: number, of: string) => {
      const counted = new Map<Outcome, number>();
      const unjust: string[] = [];
      for (let n = 0; n < images; n += 1) {
        const seed = Math.floor(Math.random() * 2 ** 32);
        const way = ways[n % ways.length] ?? 'page';
        const outcome = await damageOne(template, join(root, `image-${n}`), way, chanceOf(seed));
        counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
        if (!['refused', 'mended', 'right'].includes(outcome)) unjust.push(`${outcome}: ${way}, seed ${seed}`);
      }
      const measured = [...counted].map(([outcome, times]) => `${outcome} ${times}`).join(', ');
      tellFigure({ count: images, of, blank: counted.get('blank') ?? 0, measured });
      process.stdout.write(`${images} ${of}: ${measured}\n`);
      return unjust;
    };
    expect(await count(WAYS, IMAGES, 'damaged databases')).toEqual([]);
    // Not promised: SQLite has no sums over its pages.
    await count(['anywhere'], IMAGES / 5, 'databases with one bit wrong anywhere');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
