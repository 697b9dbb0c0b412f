import type { z } from 'zod';
import type { Budget } from './budget.ts';
import type { llmUsage } from './contract.ts';
import type { Models } from './models.ts';
import type { Settings } from './settings.ts';

const NOTHING = { calls: 0, input_tokens: 0, output_tokens: 0, cost: 0 };

export function usageOf(
  { turn_tokens, day_tokens, turn_cost, day_cost }: Settings,
  models: Models,
  budget: Budget,
  problems: ReadonlyMap<string, string> = new Map(),
): z.output<typeof llmUsage.output> {
  const { day, models: used } = budget.today;
  return {
    day,
    models: models.states.map(({ model: { name, level, embeds }, restsMs }) => ({
      name,
      ...(level === undefined ? {} : { level }),
      embeds,
      state: restsMs > 0 ? 'resting' : 'ready',
      ...(problems.has(name) ? { problem: problems.get(name) } : {}),
      ...(used.get(name) ?? NOTHING),
    })),
    bounds: {
      ...(turn_tokens === undefined ? {} : { turn_tokens }),
      ...(day_tokens === undefined ? {} : { day_tokens }),
      ...(turn_cost === undefined ? {} : { turn_cost }),
      ...(day_cost === undefined ? {} : { day_cost }),
    },
  };
}
