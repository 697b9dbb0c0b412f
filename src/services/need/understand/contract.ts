import { need } from 'agentos/contract';
import { z } from 'zod';
import { command } from '../../../language/command.ts';

/** What a sentence means in this house. */
export const understand = need('understand', {
  summary: 'What a sentence asks for, in the terms of this house.',
  input: z.object({
    text: z.string().max(10_000),
    /** Where it was said: name or id of an area. */
    area: z.string().optional(),
  }),
  output: z.object({
    /** What understood it: the grammar, or nothing. */
    tier: z.enum(['grammar', 'none']),
    /** In the order they were said; empty where the sentence is not understood. */
    commands: z.array(command),
    /** Why it was not understood, in words for a person. */
    problem: z.string().optional(),
    /** Something near that could be said. */
    suggestion: z.string().optional(),
    /** The readings, where several are equally good: what each is called, and its commands. */
    ambiguous: z.array(z.object({ label: z.string(), commands: z.array(command) })).optional(),
    /** How long it took, in milliseconds. */
    ms: z.number(),
  }),
  effect: 'read',
  risk: 'open',
});

/** What a recogniser may hear in this house. */
export const understandVocabulary = need('understand.vocabulary', {
  summary: 'The recogniser grammar of this house.',
  input: z.object({}),
  output: z.object({
    language: z.string(),
    /** JSpeech grammar. */
    jsgf: z.string(),
    words: z.array(z.string()),
    /** Changes when the grammar does. */
    hash: z.string(),
  }),
  effect: 'read',
  risk: 'open',
});

/** Sentences that the house would understand, for help. */
export const understandExamples = need('understand.examples', {
  summary: 'Sentences that this house understands.',
  input: z.object({
    /** Only of these intents. */
    intents: z.array(z.string()).optional(),
    limit: z.number().int().min(1).max(50).default(6),
  }),
  output: z.object({ examples: z.array(z.object({ intent: z.string(), text: z.string() })) }),
  effect: 'read',
  risk: 'open',
});
