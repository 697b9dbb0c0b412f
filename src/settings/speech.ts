import { isIP } from 'node:net';
import { z } from 'zod';
import { readAddress } from './listen.ts';

export const recogniserName = z.enum(['pocketsphinx', 'wyoming', 'openai', 'whisper_server']);
export const synthesiserName = z.enum(['flite', 'espeak-ng', 'say', 'wyoming', 'openai']);
export type RecogniserName = z.infer<typeof recogniserName>;
export type SynthesiserName = z.infer<typeof synthesiserName>;

const openStt = recogniserName
  .exclude(['pocketsphinx'])
  .optional()
  .describe('Engine that hears once more what is not among what may be said in this house; none where absent.');

/** Engines for every room. */
export const engines = {
  stt: recogniserName.default('pocketsphinx').describe('Engine that recognises.'),
  open_stt: openStt,
  stt_fallbacks: z
    .array(recogniserName)
    .default([])
    .describe('Engines that recognise, in this order, while the one before cannot be reached.'),
  tts: synthesiserName.default('flite').describe('Engine that speaks.'),
  tts_fallbacks: z
    .array(synthesiserName)
    .default([])
    .describe('Engines that speak, in this order, while the one before cannot be reached.'),
};

/** The same for one room: what is absent is as for every room. */
export const roomEngines = z.strictObject({
  area: z.string().min(1).describe('Area of the microphone.'),
  stt: recogniserName.optional().describe('Engine that recognises there.'),
  open_stt: openStt,
  stt_fallbacks: z.array(recogniserName).optional().describe('Engines that recognise there while others are away.'),
  tts: synthesiserName.optional().describe('Engine that speaks there.'),
  tts_fallbacks: z.array(synthesiserName).optional().describe('Engines that speak there while others are away.'),
});

const wyomingAddress = z
  .string()
  .regex(/^(tcp:\/\/)?(\[[0-9a-f:.]+\]|[^:/[\]\s]+):\d{1,5}$/i, 'is not as in "tcp://192.168.1.5:10300"');
const wyomingService = wyomingAddress.optional();
const url = z.url({ protocol: /^https?$/ });

/** Where engines are that are no programs of this machine. Sound and text go there only where [voice] names them. */
export const speech = z
  .strictObject({
    wyoming: z
      .strictObject({
        stt: wyomingService.describe('Where a recogniser speaks Wyoming, as in "tcp://192.168.1.5:10300".'),
        stt_model: z.string().optional().describe('Its model; its own choice where absent.'),
        tts: wyomingService.describe('Where a voice speaks Wyoming, as Piper does, as in "tcp://192.168.1.5:10200".'),
        tts_voice: z.string().optional().describe('Its voice; its own choice where absent.'),
      })
      .describe('Engines "wyoming".')
      .prefault({}),
    openai: z
      .strictObject({
        base_url: url.default('https://api.openai.com/v1').describe('Whoever speaks that protocol.'),
        key_file: z
          .string()
          .min(1)
          .optional()
          .describe('File that holds the key, readable by you alone; none is sent where absent.'),
        stt_model: z.string().default('whisper-1').describe('Model that recognises.'),
        tts_model: z.string().default('tts-1').describe('Model that speaks.'),
        tts_voice: z.string().default('alloy').describe('Its voice.'),
      })
      .describe('Engines "openai".')
      .prefault({}),
    whisper_server: z
      .strictObject({ url: url.default('http://127.0.0.1:8080').describe("Where whisper.cpp's server is.") })
      .describe('Engine "whisper_server".')
      .prefault({}),
  })
  .prefault({});
export type SpeechSettings = z.infer<typeof speech>;

const here = (address: string): boolean => /^(127\.|\[::1\])/.test(address);

function isNetwork(text: string): boolean {
  const [base = '', bits, ...more] = text.split('/');
  const widest = { 0: 0, 4: 32, 6: 128 }[isIP(base)] ?? 0;
  const right = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
  return widest > 0 && right && more.length === 0;
}

export const wyoming = z
  .strictObject({
    addresses: z
      .array(z.string().refine((text) => readAddress(text) !== undefined, 'is not as in "127.0.0.1:10700"'))
      .max(8)
      .default(['127.0.0.1:10700'])
      .describe('Addresses and ports on which "agentos wyoming" serves.'),
    allow: z
      .array(z.string().refine(isNetwork, 'is not as in "192.168.1.0/24" or "192.168.1.5"'))
      .max(64)
      .default([])
      .describe(
        'Networks and addresses beside this machine that may connect. Wyoming knows neither keys nor passwords: whoever may connect may say what is said by voice.',
      ),
    area: z.string().optional().describe('Area in which what comes this way counts as said.'),
    satellites: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[\w-]{1,40}$/, 'has to be of letters, digits, - and _')
            .describe('Its name; no two have the same.'),
          address: wyomingAddress.describe('Where it is, as in "tcp://192.168.1.20:10700".'),
          area: z.string().optional().describe('Area that it stands in.'),
        }),
      )
      .max(32)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two satellites have the same name')
      .default([])
      .describe('Wyoming satellites: microphones with loudspeakers, which "agentos wyoming" connects to.'),
  })
  .superRefine(({ addresses, allow }, context) => {
    if (addresses.some((address) => !here(address)) && allow.length === 0)
      context.addIssue('an address beyond this machine needs "allow": who may connect');
  })
  .prefault({});
