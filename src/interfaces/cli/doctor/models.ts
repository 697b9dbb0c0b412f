import { z } from 'zod';
import type { Client, Service } from '../../client/client.ts';
import type { Finding } from './finding.ts';

const USAGE = 'need.llm.usage';

const usage = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      problem: z.string().optional(),
      calls: z.number(),
      input_tokens: z.number(),
      output_tokens: z.number(),
      cost: z.number(),
    }),
  ),
  bounds: z.object({ day_tokens: z.number().optional(), day_cost: z.number().optional() }),
});
type Used = z.infer<typeof usage>['models'][number];

/** Each model: whether it answers now, and what it has used today; and how much of the day's budget is left. */
export async function checkModels(client: Client, services: readonly Service[]): Promise<readonly Finding[]> {
  if (!services.some(({ subject }) => subject === USAGE))
    return [{ name: 'model', state: 'ok', found: 'none is set up; the household does without' }];
  const answer = usage.safeParse(await client.call(USAGE, { probe: true }).catch(() => undefined));
  if (!answer.success) {
    const fix = 'look at the log of the daemon';
    return [{ name: 'model', state: 'advice', found: 'the daemon does not say how its models are', fix }];
  }
  const { models, bounds } = answer.data;
  return [...models.map(findingOf), ...budget(models, bounds)];
}

function findingOf(model: Used): Finding {
  const { name, problem = '' } = model;
  const used = `today ${sayUse(model)}`;
  if (problem === '') return { name: 'model', state: 'ok', found: `${name} answers; ${used}` };
  const fix = `see that it runs, and what [llm.openai] of the settings says of ${name}`;
  return { name: 'model', state: 'advice', found: `${name} ${problem}; ${used}`, fix };
}

function sayUse({ calls, input_tokens, output_tokens, cost }: Used): string {
  if (calls === 0) return 'not used';
  const paid = cost === 0 ? '' : `, ${number(cost)} in money`;
  return `${calls === 1 ? 'one call' : `${number(calls)} calls`}, ${number(input_tokens + output_tokens)} tokens${paid}`;
}

function budget(
  models: readonly Used[],
  { day_tokens, day_cost }: z.infer<typeof usage>['bounds'],
): readonly Finding[] {
  const tokens = models.reduce((sum, one) => sum + one.input_tokens + one.output_tokens, 0);
  const cost = models.reduce((sum, one) => sum + one.cost, 0);
  return [
    ...(day_tokens === undefined ? [] : [bounded(tokens, day_tokens, 'tokens', 'day_tokens')]),
    ...(day_cost === undefined ? [] : [bounded(cost, day_cost, 'in money', 'day_cost')]),
  ];
}

function bounded(used: number, bound: number, unit: string, setting: string): Finding {
  const found = `today ${number(used)} of ${number(bound)} ${unit}`;
  if (used < bound) return { name: 'budget', state: 'ok', found };
  const fix = `wait until tomorrow, or raise ${setting} in [llm.openai]`;
  return { name: 'budget', state: 'advice', found: `${found}: models are asked no more`, fix };
}

function number(amount: number): string {
  return Number(amount.toPrecision(4)).toLocaleString('en');
}
