import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { fuzzEachMethod, fuzzedMethods } from './fuzz.ts';

test('T17 whatever bytes are sent to a method, it is not our error, and nothing is written by it', async () => {
  expect(fuzzedMethods().length).toBeGreaterThanOrEqual(8);
  const codes = await fuzzEachMethod(80);
  expect(codes.get('INVALID_ARGUMENT')).toBeGreaterThan(100);
});

test('the twin: an error that nobody foresaw is noticed', async () => {
  const risks = () => {
    throw new TypeError('nobody thought of that');
  };
  await expect(fuzzEachMethod(80, { risks })).rejects.toThrow(/Property failed/);
});

test('T17 whatever JSON a call of any contract carries, it is read or refused as INVALID_ARGUMENT', async () => {
  const services = join(import.meta.dirname, '../../../src/services');
  const files = ['use', 'need'].flatMap((family) =>
    readdirSync(join(services, family)).map((folder) => join(services, family, folder, 'contract.ts')),
  );
  const contracts: { readonly subject: string; parseInput(input: unknown): unknown }[] = [];
  for (const file of files.filter((path) => existsSync(path))) {
    for (const value of Object.values<unknown>(await import(file)))
      if (typeof value === 'function' && 'parseInput' in value && 'subject' in value) contracts.push(value as never);
  }
  expect(contracts.length).toBeGreaterThan(20);
  let refused = 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(...contracts), (input, contract) => {
      try {
        contract.parseInput(input);
      } catch (thrown) {
        refused += 1;
        expect(thrown, `${contract.subject}: ${JSON.stringify(input)}`).toBeInstanceOf(Fault);
        expect(thrown).toMatchObject({ code: 'INVALID_ARGUMENT' });
      }
    }),
    { numRuns: 3_000 },
  );
  expect(refused).toBeGreaterThan(100);
});
