import { z } from 'zod';

const json = z.json();
const record = z.record(z.string(), json).nullish();
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const listSchema = z
  .looseObject({
    values: z
      .array(z.union([scalar, z.looseObject({ in: scalar, out: json.optional(), context: record, metadata: record })]))
      .optional(),
    range: z
      .looseObject({
        from: z.number(),
        to: z.number(),
        step: z.number().positive().default(1),
        type: z.enum(['number', 'percentage', 'temperature']).default('number'),
        fractions: z.enum(['halves', 'tenths']).nullish(),
        multiplier: z.number().nullish(),
      })
      .refine((range) => range.from <= range.to, { message: 'from is above to', path: ['from'] })
      .optional(),
    wildcard: z.boolean().optional(),
    value: z.string().optional(),
  })
  .refine(
    (list) =>
      [list.values, list.range, list.wildcard === true ? true : undefined, list.value].filter(
        (kind) => kind !== undefined,
      ).length === 1,
    {
      message: 'a list needs exactly one of values, range, wildcard: true and value',
    },
  );

const blockShape = {
  sentences: z.array(z.string()).nullish(),
  slots: record,
  requires_context: record,
  excludes_context: record,
  /** Domains, or in a file of one combination of slots the name of a set of them. */
  name_domains: z.union([z.array(z.string()), z.string()]).nullish(),
  inferred_domain: z.string().nullish(),
  required_keywords: z.array(z.string()).nullish(),
  excluded_keywords: z.array(z.string()).nullish(),
  expansion_rules: z.record(z.string(), z.string()).nullish(),
  lists: z.record(z.string(), listSchema).nullish(),
  response: z.string().nullish(),
  metadata: record,
};
const blockSchema = z.looseObject(blockShape);

/**
 * The YAML of a sentence file: Home Assistant's form, with several intents, with the blocks (`data`) of the one that its folder is named after, or
 * with one block alone.
 */
export const sentenceFileSchema = z.looseObject({
  language: z.string(),
  intents: z.record(z.string(), z.looseObject({ data: z.array(blockSchema).nullish() })).nullish(),
  intent: z.string().optional(),
  data: z.array(blockSchema).nullish(),
  ...blockShape,
  skip_words: z.array(z.string()).nullish(),
  responses: record,
  spoken: z.array(blockSchema).nullish(),
  vocabulary: z.record(z.string(), z.array(z.string())).nullish(),
});
export type RawBlock = z.infer<typeof blockSchema>;
export type RawList = z.infer<typeof listSchema>;
