import { z } from 'zod';
import type { Contract } from '../model/contract.ts';
import type { ServiceReport } from '../runtime/registry.ts';
import type { Statistics } from './statistics.ts';

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
  const { subject, summary, effect, input, output } = contract;
  return {
    subject,
    kind,
    provider,
    version,
    summary,
    effect,
    risk: contract.fixedRisk ?? 'depends on the input',
    state,
    ...(problem === undefined ? {} : { problem }),
    ...statistics.of(subject, provider),
    inputSchema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    outputSchema: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
  };
}
