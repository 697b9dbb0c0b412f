import { z } from 'zod';
import { gate } from './gate.ts';
import { client, listen } from './listen.ts';
import { routerChoice } from './router_choice.ts';
import { speech, wyoming } from './speech.ts';
import { voice } from './voice.ts';
import { isZone } from './zone.ts';

/** Every setting with its unit, default and meaning; what the documentation of settings is made from. */

const home = z
  .strictObject({
    file: z
      .string()
      .optional()
      .describe('Path of a home file (YAML or JSON), relative to the settings file; the demo home where absent.'),
    location: z.string().default('home').describe('Name of the place, as it is said.'),
    latitude: z.number().min(-90).max(90).optional().describe('Degrees north; the weather from outside needs it.'),
    longitude: z.number().min(-180).max(180).optional().describe('Degrees east.'),
    zone: z
      .string()
      .optional()
      .refine((zone) => zone === undefined || isZone(zone), 'is not an IANA time zone, as in "Europe/Berlin"')
      .describe('IANA time zone; that of the machine where absent.'),
    units: z.enum(['metric', 'imperial']).default('metric').describe('Units that are spoken.'),
    language: z.string().default('en').describe('Language of sentences and replies.'),
  })
  .prefault({});

const daemon = z
  .strictObject({
    continue_minutes: z
      .number()
      .min(0)
      .max(1_440)
      .default(5)
      .describe('How long a room’s last conversation goes on without being named, in minutes.'),
    log_level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged.'),
    watchdog_seconds: z
      .number()
      .refine((seconds) => seconds === 0 || (seconds >= 1 && seconds <= 600), 'has to be 0, or from 1 to 600')
      .default(20)
      .describe('The daemon ends, to be started again, when it has hung for so long, in seconds; 0 for never.'),
    max_megabytes: z
      .number()
      .min(200)
      .default(900)
      .describe(
        'The daemon ends, to be started again, when it takes more memory than this; looked at with the watchdog.',
      ),
  })
  .prefault({});

const limits = z
  .strictObject({
    hops: z.int().min(1).max(1_000).default(64).describe('Calls in a turn.'),
    depth: z.int().min(1).max(64).default(8).describe('Calls within calls.'),
    tool_calls: z.int().min(1).max(1_000).default(16).describe('Calls of tools in a turn.'),
    voice_seconds: z.number().min(1).max(600).default(30).describe('Longest turn by voice, in seconds.'),
    turn_seconds: z.number().min(1).max(86_400).default(600).describe('Longest turn otherwise, in seconds.'),
    confirm_seconds: z.number().min(5).max(600).default(30).describe('How long a yes is waited for, in seconds.'),
  })
  .prefault({});

const files = z
  .strictObject({
    roots: z.array(z.string()).default([]).describe('Folders that services may read, beside that of the settings.'),
    write_roots: z
      .array(z.string())
      .default([])
      .describe(
        'Folders in which files may be written, moved and deleted when you ask for it; they may be read as well.',
      ),
  })
  .prefault({});

const http = z
  .strictObject({
    allow: z
      .array(z.string())
      .default([])
      .describe('Private addresses that services may reach, as in "127.0.0.1:11434".'),
  })
  .prefault({});

const watchRule = z.strictObject({
  name: z.string().min(1).describe('Name of the rule; no two have the same.'),
  folder: z
    .string()
    .min(1)
    .describe('Folder to watch. "~/" is your home; a relative one is below the folder of the settings file.'),
  glob: z
    .string()
    .min(1)
    .default('**/*')
    .describe(
      'Which files in it: "*.txt" in the folder itself, "**/*.txt" in those inside as well, "*.{txt,md}" either.',
    ),
  on: z
    .array(z.enum(['added', 'changed', 'removed']))
    .min(1)
    .default(['added'])
    .describe('What is acted on.'),
  say: z
    .string()
    .trim()
    .min(1)
    .refine((text) => !/\{(?!(path|name|text)\})\w*\}/.test(text), 'only {path}, {name} and {text} can be filled in')
    .describe('The utterance; {path}, {name} and {text} (UTF-8, up to 8 KiB) stand for the file’s.'),
  settle_seconds: z
    .number()
    .min(0.1)
    .max(600)
    .default(2)
    .describe('A file is written when it has not grown for this long, in seconds.'),
  reply: z
    .enum(['file', 'log', 'notification'])
    .default('log')
    .describe('Where the answer goes; "file" is <name>.reply.txt beside it.'),
});

const watch = z
  .strictObject({
    rules: z
      .array(
        watchRule.refine(({ on, say }) => !(on.includes('removed') && say.includes('{text}')), {
          path: ['say'],
          error: 'a file that is removed has no {text}; use {name} or {path}',
        }),
      )
      .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'two rules have the same name')
      .default([])
      .describe('What to do with files that come, change or go.'),
  })
  .prefault({});

const backup = z
  .strictObject({
    every_hours: z
      .number()
      .min(0)
      .max(8_784)
      .default(24)
      .describe('How often the daemon makes a backup by itself, in hours; 0 for never.'),
    keep: z
      .int()
      .min(1)
      .max(1_000)
      .default(7)
      .describe('How many backups are kept in "backups" of the state folder; the oldest go first.'),
  })
  .prefault({});

const keptDays = z.number().min(1).max(36_525);

const retention = z
  .strictObject({
    keep_days: keptDays
      .optional()
      .describe('Threads that changed last so many days ago are forgotten; none ever where absent.'),
    interfaces: z
      .record(z.string(), keptDays)
      .default({})
      .describe(
        'The same for threads from one interface, as in { watch = 7, signal = 30 }, in the place of keep_days.',
      ),
    max_megabytes: z
      .number()
      .min(16)
      .optional()
      .describe('The oldest threads are forgotten while the store holds more than this; no bound where absent.'),
  })
  .prefault({});

export const settingsSchema = z.object({
  ...{ home, daemon, limits, gate, backup, retention, files, http, voice, speech, wyoming, watch, listen, client },
  ...{ router_choice: routerChoice },
});
export type Settings = z.infer<typeof settingsSchema> & {
  /** Sections of providers, `[<capability>.<provider>]`: checked by the provider's own schema. */
  readonly services: { readonly [capability: string]: { readonly [provider: string]: unknown } };
};
export type WatchRule = z.infer<typeof watchRule>;
