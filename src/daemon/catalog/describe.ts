import { z } from 'zod';
import type { Contract } from '../model/contract.ts';
import type { ServiceReport } from '../runtime/registry.ts';
import type { Statistics } from './statistics.ts';

interface Schemas {
  readonly input: unknown;
  readonly output: unknown;
}

/** Converting takes longer than all the rest, and a contract never changes. */
const converted = new WeakMap<Contract, Schemas>();

function schemasOf(contract: Contract): Schemas {
  const before = converted.get(contract);
  if (before) return before;
  const schemas = {
    input: z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(contract.output, { io: 'output', unrepresentable: 'any' }),
  };
  converted.set(contract, schemas);
  return schemas;
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
