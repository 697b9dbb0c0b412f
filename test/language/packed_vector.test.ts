import { expect, test } from 'vitest';
import { packedCosine, packVector, unpackVector } from '../../src/language/packed_vector.ts';
import { cosine } from '../../src/language/vectors.ts';
import { seeded } from '../seeded.ts';

test('cosines of packed vectors are within 0.01 of the exact ones', () => {
  const random = seeded(7);
  const vector = (): number[] => Array.from({ length: 384 }, () => random() + random() + random() - 1.5);
  for (let round = 0; round < 200; round += 1) {
    const [a, b] = [vector(), vector()];
    const mixed = a.map((value, place) => value + (round / 100) * (b[place] ?? 0));
    const packed = packedCosine(unpackVector(packVector(a)), unpackVector(packVector(mixed)));
    expect(Math.abs(packed - cosine(a, mixed))).toBeLessThan(0.01);
  }
});

test('what has no direction, or another length, is near nothing', () => {
  const [zero, one, longer] = [
    [0, 0],
    [1, 0],
    [1, 0, 0],
  ].map((values) => unpackVector(packVector(values)));
  if (!zero || !one || !longer) throw new Error('three were packed');
  expect(packedCosine(zero, one)).toBe(0);
  expect(packedCosine(one, longer)).toBe(0);
  expect(packedCosine(one, one)).toBeCloseTo(1);
});
