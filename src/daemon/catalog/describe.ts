import { z } from 'zod';
import type { Contract } from '../model/contract.ts';
import { Fault } from '../model/fault.ts';
import type { JsonObject } from '../model/json.ts';
import type { Offer } from '../model/service.ts';
import type { ServiceReport } from '../runtime/registry.ts';
import type { Statistics } from './statistics.ts';

interface Schemas {
  readonly input: JsonObject;
  readonly output: unknown;
}

const object = z.record(z.string(), z.json());

/** Converting takes longer than all the rest, and a contract never changes. */
const converted = new WeakMap<Contract, Schemas>();

function schemasOf(contract: Contract): Schemas {
  const before = converted.get(contract);
  if (before) return before;
  const schemas = {
    input: object.parse(z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' })),
    output: z.toJSONSchema(contract.output, { io: 'output', unrepresentable: 'any' }),
  };
  converted.set(contract, schemas);
  return schemas;
}

/** A contract as a model is told of it. */
export function offerOf(contract: Contract): Offer {
  return {
    summary: contract.summary,
    schema: schemasOf(contract).input,
    problem: (input) => {
      try {
        contract.parseInput(input);
        return undefined;
      } catch (thrown) {
        return Fault.from(thrown).message;
      }
    },
  };
}

/** The level, or that it is told by the input. */
export function riskOf({ fixedRisk }: Contract): string {
  return fixedRisk ?? 'depends on the input';
}

/** A service's own words about itself, taken from its contract: no author writes a description twice. */
export function describeService(
  contract: Contract,
  kind: ServiceReport['kind'],
  provider: string,
  version: string,
  state: ServiceReport['state'],
  problem: string | undefined,
  statistics: Statistics,
): ServiceReport {
  const { subject, summary, effect } = contract;
  const { input, output } = schemasOf(contract);
  return {
    subject,
    kind,
    provider,
    version,
    summary,
    effect,
    risk: riskOf(contract),
    state,
    ...(problem === undefined ? {} : { problem }),
    ...statistics.of(subject, provider),
    inputSchema: input,
    outputSchema: output,
  };
}
