import { z } from 'zod';

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
    wake_threshold: z.number().min(0.1).max(0.999).default(0.9).describe('How sure the wake word must be, 0 to 1.'),
    stt: z.enum(['pocketsphinx']).default('pocketsphinx').describe('Engine that recognises.'),
    tts: z.enum(['flite', 'espeak-ng', 'say']).default('flite').describe('Engine that speaks.'),
    follow_up_seconds: z
      .number()
      .min(1)
      .max(60)
      .default(8)
      .describe('How long it listens after a question, in seconds.'),
  })
  .prefault({});
