import { z } from 'zod';
import type { ThreadEvent } from '../client/client.ts';

/** What models have used, in tokens and in the currency that their prices are in. */
export interface ModelUsage {
  readonly tokens: number;
  readonly cost: number;
}

const used = z.looseObject({
  model: z.string().optional(),
  usage: z.looseObject({ input_tokens: z.number(), output_tokens: z.number(), cost: z.number().optional() }),
});

/** Of the answers of models among these events. */
export function usageOf(events: readonly ThreadEvent[]): ModelUsage {
  let [tokens, cost] = [0, 0];
  for (const event of events) {
    const { usage } = answerOfModel(event) ?? {};
    tokens += (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0);
    cost += usage?.cost ?? 0;
  }
  return { tokens, cost };
}

/** Which model answered and what it used, for people. Undefined for what is no answer of a model. */
export function modelText(event: ThreadEvent): string | undefined {
  const answer = answerOfModel(event);
  if (answer === undefined) return undefined;
  const { model = 'a model', usage } = answer;
  const cost = usage.cost === undefined ? '' : `, cost ${costText(usage.cost)}`;
  return `${model}: ${usage.input_tokens} + ${usage.output_tokens} tokens${cost}`;
}

/** Empty where no model was asked. */
export function usageText({ tokens, cost }: ModelUsage): string {
  if (tokens === 0) return '';
  return `${tokens.toLocaleString('en')} tokens${cost === 0 ? '' : `, cost ${costText(cost)}`}`;
}

/** Two digits that count: what one answer costs is far below a cent. */
function costText(cost: number): string {
  return cost >= 1 ? cost.toFixed(2) : String(Number(cost.toPrecision(2)));
}

function answerOfModel(event: ThreadEvent) {
  if (event.direction !== 'BACKWARD' || !event.subject.startsWith('need.llm.')) return undefined;
  return used.safeParse(event.data).data;
}
