import { z } from 'zod';
import { planFor, wantedBy } from '../../language/agent_plan.ts';
import { command } from '../../language/command.ts';
import type { Client } from '../client/api.ts';

/** What `need.understand` answers, as far as it is shown. */
const understood = z.object({
  tier: z.string(),
  commands: z.array(command),
  unknown: z.string().optional(),
  suggestion: z.string().optional(),
  thoughts: z.array(z.object({ intent: z.string(), chance: z.number() })).optional(),
  refused: z.string().optional(),
  ambiguous: z
    .object({ text: z.string(), choices: z.array(z.object({ id: z.string(), name: z.string() })) })
    .optional(),
  ms: z.number(),
});
const takers = z.object({ subjects: z.array(z.string().nullable()) });

export interface PlannedCall {
  readonly subject: string;
  readonly input: unknown;
}

/** One line of `agentos understand --json`. */
export interface Meaning {
  readonly text: string;
  readonly tier: string;
  /** Of the first command, as its slots are; null where nothing was understood. */
  readonly intent: string | null;
  readonly slots: { readonly [name: string]: unknown };
  /** Agents that would be called, and with what. */
  readonly calls: readonly PlannedCall[];
  /** Milliseconds that understanding took. */
  readonly ms: number;
  readonly unknown?: string | undefined;
  readonly suggestion?: string | undefined;
  /** What the grammar does not know may mean, the likeliest first. */
  readonly thoughts?: readonly { readonly intent: string; readonly chance: number }[] | undefined;
  /** Why the likeliest is not done. */
  readonly refused?: string | undefined;
  /** Names of the devices among which it would ask. */
  readonly choices?: readonly string[];
}

/** What a sentence means in the home of this daemon. Only reads. */
export async function meaningOf(client: Client, text: string, area: string | undefined): Promise<Meaning> {
  const input = { text, ...(area === undefined ? {} : { area }) };
  const { tier, commands, ms, ambiguous, ...rest } = understood.parse(await client.call('need.understand', input));
  const [first] = commands;
  const wanted = wantedBy(commands);
  const { subjects } =
    wanted.length === 0 ? { subjects: [] } : takers.parse(await client.call('need.catalog.agents', { wanted }));
  return {
    ...{ text, tier, intent: first?.intent ?? null, slots: first?.slots ?? {} },
    calls: planFor(commands, subjects).plan.map(({ event, params }) => ({ subject: event, input: params })),
    ms: Math.round(ms * 1_000) / 1_000,
    ...rest,
    ...(ambiguous === undefined ? {} : { choices: ambiguous.choices.map(({ name }) => name) }),
  };
}
