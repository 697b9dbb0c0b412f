import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { damageOne, makeTemplate, type Outcome, WAYS, type Way } from './corruptions.ts';
import { chanceOf } from './disk_model.ts';

const IMAGES = Number(process.env.AGENTOS_TEST_IMAGES ?? 500);
const MEMORY = '/dev/shm';

test(`P5 T7 corruption: ${IMAGES} damaged databases are told or right, never blank, the original kept`, async () => {
  const root = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'agentos-corruption-'));
  try {
    const template = await makeTemplate(root);
    const count = async (ways: readonly Way[], images: number) => {
      const counted = new Map<Outcome, number>();
      for (let n = 0; n < images; n += 1) {
        const seed = Math.floor(Math.random() * 2 ** 32);
        const way = ways[n % ways.length] ?? 'page';
        const outcome = await damageOne(template, join(root, `image-${n}`), way, chanceOf(seed));
        if (way !== 'anywhere') expect(['refused', 'mended', 'right'], `${way}, seed ${seed}`).toContain(outcome);
        counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
      }
      return [...counted].map(([outcome, times]) => `${outcome} ${times}`).join(', ');
    };
    process.stdout.write(`${IMAGES} images: ${await count(WAYS, IMAGES)}\n`);
    // Not promised: SQLite has no sums over its pages.
    process.stdout.write(`one bit anywhere, of ${IMAGES / 5}: ${await count(['anywhere'], IMAGES / 5)}\n`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
