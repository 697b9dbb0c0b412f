import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Reserve } from '../../../src/daemon/store/reserve.ts';
import { temporaryFolder } from './samples.ts';

const MIB = 1024 * 1024;

let folder: string;
let remove: () => void;

beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

test('P3 a reserve that somebody took away to make room has nothing more to give, and is made again', async () => {
  const reserve = new Reserve(folder, 3 * MIB);
  expect(await reserve.make()).toBe(true);
  rmSync(join(folder, 'reserve'));
  // What it took is free now: that is worth another try, once.
  expect([reserve.release(), reserve.release()]).toEqual([true, false]);
  expect(await reserve.make()).toBe(true);
  expect(statSync(join(folder, 'reserve')).size).toBe(3 * MIB);
});

test('P3 a disk that does not tell its room has none', async () => {
  const reserve = new Reserve(join(folder, 'gone'), MIB);
  expect(await reserve.make()).toBe(false);
});
