import { z } from 'zod';

const seconds = z.number().min(0.1).max(600);
const price = z.number().min(0).max(1_000_000);

const model = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'is not a name of lower-case letters, digits, _ and -')
    .refine((name) => name !== 'cheap' && name !== 'strong', 'is a level; give the model a name of its own')
    .describe('What it is called here.'),
  url: z
    .url({ protocol: /^https?$/, error: 'is no address, as in "http://localhost:11434/v1"' })
    .refine((url) => !hasCredentials(url), 'holds a password; put it into a credential and name that as key')
    .describe('Address of the endpoint, up to and with the /v1.'),
  model: z.string().min(1).max(200).describe('What the endpoint calls it.'),
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_-]*$/, 'is not the name of a credential; the key itself does not belong here')
    .optional()
    .describe('Name of the credential that holds the key; none is sent where absent.'),
  level: z.enum(['cheap', 'strong']).optional().describe('What it is asked for by those who do not name a model.'),
  embeds: z.boolean().default(false).describe('It turns texts into vectors, and does nothing else.'),
  context: z
    .int()
    .min(256)
    .max(100_000_000)
    .default(8_192)
    .describe('How much it can hold, question and answer together, in tokens.'),
  input_price: price.optional().describe('Price of a million tokens that it reads.'),
  output_price: price.optional().describe('Price of a million tokens that it writes.'),
  first_word_seconds: seconds
    .optional()
    .describe('How long its first word is waited for, in seconds; its share of what all have together where absent.'),
  idle_seconds: seconds.default(10).describe('How long it may fall silent in the middle, in seconds.'),
  total_seconds: seconds.default(60).describe('Longest answer, in seconds.'),
  extra: z
    .record(z.string(), z.json())
    .default({})
    .describe('More that is sent with every request, as in { temperature = 0.2 }.'),
});
export type ModelSettings = z.output<typeof model>;

export const settings = z.strictObject({
  models: z
    .array(model)
    .max(20)
    .refine((models) => new Set(models.map(({ name }) => name)).size === models.length, 'two models have one name')
    .default([])
    .describe('Models, in the order in which one takes the place of another that does not answer.'),
  first_word_seconds: seconds
    .default(4.5)
    .describe('How long the first word is waited for, whoever says it in the end, in seconds.'),
  turn_tokens: z.int().min(1).optional().describe('Tokens that a turn may use; no bound where absent.'),
  day_tokens: z.int().min(1).optional().describe('Tokens that a day may use; no bound where absent.'),
  turn_cost: price.optional().describe('What a turn may cost, in the currency of the prices; no bound where absent.'),
  day_cost: price.optional().describe('What a day may cost, in the currency of the prices; no bound where absent.'),
});
export type Settings = z.output<typeof settings>;

function hasCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
