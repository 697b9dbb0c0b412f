import { expect, test } from 'vitest';
import { newId } from '../../../src/daemon/model/id.ts';

test('ids are UUIDv7, all different, and rise', () => {
  const ids = Array.from({ length: 5_000 }, newId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  const random = new Set(ids.map((id) => id.slice(-12)));
  expect(random.size).toBeGreaterThan(4_990);
});
