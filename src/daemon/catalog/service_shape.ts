import { z } from 'zod';
import type { Contract } from '../model/contract.ts';
import type { Service } from '../model/service.ts';

// What a file exports may come from anywhere. It is taken in only if all that the daemon will ask of it is there, so that
// half a service cannot break what serves the others.

const callable = z.custom((value) => typeof value === 'function');
const capability = z.custom((value) => isContract(value, 'need.'));
const handled = z.custom((value) => isContract(value, 'use.'));

const SHAPE = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tool'),
    contract: capability,
    accepts: callable,
    run: callable,
    readBack: callable.optional(),
  }),
  z.object({ kind: z.enum(['agent', 'router']), contract: handled, run: callable }),
  z.object({
    kind: z.literal('provider'),
    contracts: z.array(capability),
    settings: z.custom((value) => isObject(value) && typeof value['safeParse'] === 'function'),
    open: callable,
  }),
  z.object({
    kind: z.literal('rule'),
    name: z.string().min(1),
    on: z.custom((value) => isObject(value) && typeof value['subject'] === 'string'),
    start: callable,
  }),
]);

export function isService(value: unknown): value is Service {
  return SHAPE.safeParse(value).success;
}

/** Whether two contracts of one subject promise the same, as far as data can tell; functions of theirs are not compared. */
export function promisesTheSame(a: Contract, b: Contract): boolean {
  return a === b || JSON.stringify(promiseOf(a)) === JSON.stringify(promiseOf(b));
}

/** Whether no capability that stands on both sides is promised differently. */
export function promiseAlike(some: readonly Service[], others: readonly Service[]): boolean {
  const theirs = others.flatMap(promised);
  return some
    .flatMap(promised)
    .every((contract) =>
      theirs.every((other) => other.subject !== contract.subject || promisesTheSame(contract, other)),
    );
}

function promised(service: Service): readonly Contract[] {
  if (service.kind === 'provider') return service.contracts;
  return service.kind === 'tool' ? [service.contract] : [];
}

function promiseOf({ effect, answers, labels, fixedRisk, input, output }: Contract) {
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
    z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return [effect, answers, labels, fixedRisk ?? '', schemaOf(input, 'input'), schemaOf(output, 'output')];
}

function isContract(value: unknown, family: string): boolean {
  if (typeof value !== 'function') return false;
  const { subject, parseInput, parseOutput, readOutput, riskOf }: Record<string, unknown> = { ...value };
  const functions = [parseInput, parseOutput, readOutput, riskOf];
  return (
    typeof subject === 'string' && subject.startsWith(family) && functions.every((one) => typeof one === 'function')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
