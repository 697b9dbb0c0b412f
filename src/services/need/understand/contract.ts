import { need } from 'agentos/contract';
import { userAsk } from 'agentos/service';
import { z } from 'zod';
import { command, type Target, target } from '../../../language/command.ts';
import { jsonValue } from '../../../language/json_value.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';

/** What a sentence means in this house. */
export const understand = need('understand', {
  summary: 'What a sentence asks for, in the terms of this house.',
  input: z.object({
    text: z.string().max(10_000),
    /** Where it was said: name or id of an area. */
    area: z.string().optional(),
    /** What was said before it in the same conversation, the oldest first: what "it", "there" and "no, the bedroom" stand for. */
    before: z.array(z.string()).optional(),
  }),
  output: z.object({
    /** What understood it: the grammar, what was learnt of it, or nothing. */
    tier: z.enum(['grammar', 'paraphrase', 'none']),
    /** In the order they were said; empty where the sentence is not understood. */
    commands: z.array(command),
    /** The part that was not understood. */
    unknown: z.string().optional(),
    /** Something near that would be understood. */
    suggestion: z.string().optional(),
    /** What was nearly said: the devices it may be about, each with the sentence in full. Nothing may be done on it unasked. */
    near: z
      .object({
        /** The words that were no name; empty where the sentence differs in more. */
        said: z.string(),
        choices: z.array(z.object({ name: z.string(), text: z.string() })).min(1),
        /** What a yes teaches: what was said as a name, or the whole sentence. */
        teaches: z.enum(['name', 'sentence', 'nothing']),
      })
      .optional(),
    /** What it may mean where the grammar does not know it, the likeliest first. */
    thoughts: z.array(z.object({ intent: z.string(), chance: z.number() })).optional(),
    /** Why the likeliest of them is not done. */
    refused: z.string().optional(),
    /** What has to be asked before one of the commands can be carried out. */
    ambiguous: z
      .object({
        /** Which of the commands. */
        command: z.number().int(),
        slot: z.enum(['name', 'area']),
        /** The name that several devices carry; for an area, what was asked for without a place. */
        text: z.string(),
        /** For `name` the devices that it may be, for `area` the devices in all places. */
        choices: z.array(target),
      })
      .optional(),
    /** How long it took, in milliseconds. */
    ms: z.number(),
  }),
  effect: 'read',
  risk: 'open',
});

/** Why a sentence means what it means. */
export const understandExplain = need('understand.explain', {
  summary: 'How a sentence was read: the template, what each word became, and which readings lost.',
  input: z.object({ text: z.string().max(10_000), area: z.string().optional() }),
  output: z.object({
    /** What was done with it before it was read: read in parts, taught, a text that was given. */
    notes: z.array(z.string()),
    clauses: z.array(
      z.object({
        text: z.string(),
        intent: z.string(),
        template: z.string(),
        words: z.array(z.object({ said: z.string(), slot: z.string(), value: jsonValue })),
        /** Slots from where it was said, and such that the template sets. */
        fromPlace: z.array(z.string()),
        fixed: z.array(z.string()),
        /** What the reading that was taken has before each of these. */
        runnersUp: z.array(
          z.object({
            template: z.string(),
            intent: z.string(),
            slots: z.record(z.string(), jsonValue),
            lost: z.string(),
          }),
        ),
      }),
    ),
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

/** For "what can I say?". */
export const understandExamples = need('understand.examples', {
  summary: 'Sentences that this house understands, one for each thing it can do.',
  input: z.object({
    area: z.string().optional(),
    /** Another number gives other words. */
    seed: z.number().int().default(1),
  }),
  output: z.object({ examples: z.array(z.object({ intent: z.string(), text: z.string() })) }),
  effect: 'read',
  risk: 'open',
});

/** A sentence of the household's own, or a name that it has for a device. */
const taught = z.object({
  kind: z.enum(['sentence', 'name']),
  said: z.string(),
  /** The sentence that is meant; for a name, the name of the device. */
  means: z.string(),
});

export const understandTaught = need('understand.taught', {
  summary: 'The sentences and names that this house was taught.',
  input: z.object({}),
  output: z.object({ taught: z.array(taught) }),
  effect: 'read',
  risk: 'open',
});

export const understandUnteach = need('understand.unteach', {
  summary: 'Forget a sentence or a name that was taught.',
  input: z.object({ said: z.string().min(1).max(1_000) }),
  output: z.object({ forgotten: z.array(taught) }),
  effect: 'local',
  risk: 'home',
});

/**
 * What is taught only ever stands for words that could have been said instead: the gate asks the same. It is looked at only where a
 * sentence means nothing else.
 */
export const understandTeach = need('understand.teach', {
  summary: 'Learn that one sentence means another.',
  input: z.object({
    said: z.string().min(1).max(1_000),
    means: z.string().min(1).max(1_000),
    /** `name`: learns the name that one sentence has for the device of the other, and nothing where it has none. */
    as: z.enum(['sentence', 'name']).default('sentence'),
    area: z.string().optional(),
  }),
  output: z.object({
    learnt: taught.optional(),
    /** Why not, in words. */
    refused: z.string().optional(),
  }),
  effect: 'local',
  risk: 'home',
  undo: (_input, { learnt }) => (learnt === undefined ? undefined : understandUnteach({ said: learnt.said })),
});

interface Wording {
  /** What a person says for it. */
  readonly label: string;
  /** The command in words that leave nothing to ask. */
  readonly words: string;
}

/**
 * What is to be done later, in words that leave nothing to ask then, as nobody may be there who could answer: what is in doubt is asked
 * now. Undefined where it is not understood.
 */
export function* sureOf(command: string, here: { readonly area?: string }) {
  const meant = yield* understand({ text: command, ...here });
  const { ambiguous } = meant;
  if (ambiguous === undefined) return meant.commands.length === 0 ? undefined : command;
  const { slot, text, choices } = ambiguous;
  const wordings = slot === 'area' ? places(command, choices) : devices(command, text, choices);
  const labels = wordings.map(({ label }) => label);
  const question = slot === 'area' ? 'In which room?' : `Which one do you mean: ${joinWords(labels, 'or')}?`;
  const said = yield* userAsk({ text: question, choices: labels });
  const chosen = wordings[chosenIndex(said.text, labels) ?? -1];
  if (chosen === undefined) return undefined;
  const again = yield* understand({ text: chosen.words, ...here });
  return again.commands.length > 0 && again.ambiguous === undefined ? chosen.words : undefined;
}

function places(command: string, choices: readonly Target[]): Wording[] {
  const rooms = [...new Set(choices.flatMap(({ area }) => area ?? []))];
  return [
    ...rooms.map((room) => ({ label: room, words: `${command} in the ${room}` })),
    { label: 'everywhere', words: `${command} everywhere` },
  ];
}

function devices(command: string, text: string, choices: readonly Target[]): Wording[] {
  return choices.map(({ name, area }) => {
    const label = area === undefined ? name : `${name} in the ${area}`;
    const at = command.toLowerCase().indexOf(text.toLowerCase());
    return { label, words: at < 0 ? command : `${command.slice(0, at)}${label}${command.slice(at + text.length)}` };
  });
}
