import { z } from 'zod';
import { engines, roomEngines } from './speech.ts';

const score = z.number().min(0.1).max(0.999);

const wakeWord = z.strictObject({
  word: z
    .string()
    .min(1)
    .describe(
      'One that ships ("jarvis", "computer"), one that you taught, the path of a head, or one of openWakeWord\'s, as "openwakeword/alexa" (CC BY-NC-SA 4.0).',
    ),
  threshold: score.optional().describe('How sure it must be, 0 to 1; wake_threshold where absent.'),
  thresholds: z
    .record(z.string(), score)
    .default({})
    .describe('The same for microphones in some areas, as in { kitchen = 0.97 }.'),
  only_in: z.array(z.string()).default([]).describe('Areas whose microphones listen for it; all where empty.'),
  area: z
    .string()
    .optional()
    .describe('What is said after it counts as said in this area; where the microphone stands where absent.'),
  speaker: z.string().optional().describe("Who speaks after it, where the word is one person's own."),
});

export const voice = z
  .strictObject({
    name: z.string().default('voice').describe('Name of this microphone.'),
    area: z.string().optional().describe('Area that it stands in.'),
    device: z
      .string()
      .optional()
      .describe(
        'Microphone, by a name that "agentos listen --devices" lists or a part of it; the default one where absent.',
      ),
    speaker: z
      .string()
      .optional()
      .describe(
        'Loudspeaker, by a name that "agentos listen --devices" lists or a part of it; the default one where absent.',
      ),
    gain_db: z
      .number()
      .min(-20)
      .max(40)
      .default(0)
      .describe(
        'How much louder, in decibels, the microphone is taken than it is; "agentos listen --meter" shows the level.',
      ),
    wake: z
      .array(wakeWord)
      .max(8)
      .default([])
      .describe('Wake words, each in a [[voice.wake]] of its own; "jarvis" where there is none.'),
    wake_threshold: score
      .optional()
      .describe(
        'How sure a wake word must be that has no threshold of its own, 0 to 1; what it was measured to need where absent.',
      ),
    keep_rejected_wakes: z
      .boolean()
      .default(false)
      .describe(
        'Keeps the sound (2 s) of wakes that were none, on this machine, for tuning: at most 200, for 30 days. "agentos wake rejected" lists and deletes them.',
      ),
    ...engines,
    rooms: z
      .array(roomEngines)
      .max(64)
      .default([])
      .describe('Other engines for microphones in some areas, each in a [[voice.rooms]] of its own.'),
    follow_up_seconds: z
      .number()
      .min(1)
      .max(60)
      .default(8)
      .describe('How long it listens after a question, in seconds.'),
  })
  .prefault({});
