import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Home } from '../../src/language/home.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { understand } from '../../src/language/understand.ts';

const data = join(import.meta.dirname, '../../data');
const folder = join(data, 'sentences/en');
const files = readdirSync(folder)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? []);
const named = { id: z.string(), name: z.string(), aliases: z.array(z.string()).default([]) };
const home: Home = z
  .object({
    language: z.string(),
    floors: z.array(z.object(named)),
    areas: z.array(z.object({ ...named, floor: z.string() })),
    people: z.array(z.object({ ...named, state: z.string() })),
    entities: z.array(
      z.object({
        ...named,
        area: z.string().exactOptional(),
        state: z.string(),
        attributes: z.record(z.string(), z.json()).default({}),
      }),
    ),
  })
  .parse(parse(readFileSync(join(data, 'homes/demo.yaml'), 'utf8')));
const grammar = compileFiles(files, home);

type Said = readonly [text: string, intent: string, slots?: Readonly<Record<string, unknown>>];

const explained: readonly Said[] = [
  ['why did you do that', 'AgentosExplain', {}],
  ['Why did you do that?', 'AgentosExplain', {}],
  ['why', 'AgentosExplain', {}],
  ['hey jarvis, why did you just do that please', 'AgentosExplain', {}],
  ['could you tell me why you did that', 'AgentosExplain', {}],
  ['can you explain that please', 'AgentosExplain', {}],
  ['what was that for', 'AgentosExplain', {}],
  ['how come you did that', 'AgentosExplain', {}],
  ['what made you do that', 'AgentosExplain', {}],
  ["why didn't you do that", 'AgentosExplain', {}],
  ["why didn't that work", 'AgentosExplain', {}],
  ['why not', 'AgentosExplain', {}],
  ['what went wrong', 'AgentosExplain', {}],
  ['why did you turn on the kitchen light', 'AgentosExplain', { deed: 'turn on the kitchen light' }],
  [
    'why did you turn the kitchen light on yesterday evening',
    'AgentosExplain',
    { deed: 'turn the kitchen light on', period: 'yesterday evening' },
  ],
  ['how come you turned on the light', 'AgentosExplain', { deed: 'turned on the light' }],
  ['what made you open the garage door', 'AgentosExplain', { deed: 'open the garage door' }],
  ['why is the kitchen light on', 'AgentosExplain', { thing: 'the kitchen light', state: 'on' }],
  ['why did the kitchen light go off', 'AgentosExplain', { thing: 'the kitchen light', state: 'off' }],
  ['why did the garage door open', 'AgentosExplain', { thing: 'the garage door', state: 'open' }],
  ['why did you set a timer for ten minutes', 'AgentosExplain', { about: 'timer' }],
  ['why did the timer go off', 'AgentosExplain', { about: 'timer' }],
  ['who turned on the light', 'AgentosWhoDid', { verb: 'turn on', thing: 'the light' }],
  ['who turned the kitchen light on', 'AgentosWhoDid', { thing: 'the kitchen light', state: 'on' }],
  [
    'who opened the garage door last night',
    'AgentosWhoDid',
    { verb: 'open', thing: 'the garage door', period: 'last night' },
  ],
  ['who did that', 'AgentosWhoDid', {}],
  ['did you lock the front door', 'AgentosWhoDid', { verb: 'lock', thing: 'the front door' }],
  ['when did you last open the garage door', 'AgentosWhoDid', { verb: 'open', thing: 'the garage door' }],
];

const told: readonly Said[] = [
  ['what did you do', 'AgentosHistory', {}],
  ['what did you just do', 'AgentosHistory', {}],
  ['what have you done today', 'AgentosHistory', { period: 'today' }],
  ['what did you do this morning', 'AgentosHistory', { period: 'this morning' }],
  ['what did you do yesterday evening', 'AgentosHistory', { period: 'yesterday evening' }],
  ['what did you do in the last hour', 'AgentosHistory', { period: 'last hour' }],
  ['what did you do in the last 20 minutes', 'AgentosHistory', { count: 20, unit: 'minutes' }],
  ['what happened in the last two hours', 'AgentosHistory', { count: 2, unit: 'hours' }],
  ['what did you do an hour ago', 'AgentosHistory', { ago: 1, unit: 'hours' }],
  ['what happened while i was out', 'AgentosHistory', { period: 'today' }],
  ['what happened on monday', 'AgentosHistory', { period: 'monday' }],
  ['what did you do to the kitchen light', 'AgentosHistory', { name: 'Kitchen Light' }],
  ['what happened in the kitchen this morning', 'AgentosHistory', { area: 'Kitchen', period: 'this morning' }],
  ['did anything happen last night', 'AgentosHistory', { period: 'last night' }],
  ['what did i ask yesterday about the heating', 'AgentosAsked', { period: 'yesterday', topic: 'the heating' }],
  ['what did i ask you about the heating yesterday', 'AgentosAsked', { period: 'yesterday', topic: 'the heating' }],
  ['what did i say about the heating yesterday', 'AgentosAsked', { period: 'yesterday', topic: 'the heating' }],
  ['what did i ask you this morning', 'AgentosAsked', { period: 'this morning' }],
  ['what did i just say', 'AgentosAsked', {}],
  ['what was my last question', 'AgentosAsked', {}],
  ['when did i last ask about the weather', 'AgentosAsked', { topic: 'the weather' }],
  ['what did you say', 'AgentosRepeat', {}],
  ['say that again please', 'AgentosRepeat', {}],
  ['can you repeat that please', 'AgentosRepeat', {}],
  ['pardon', 'AgentosRepeat', {}],
  ["sorry, i didn't catch that", 'AgentosRepeat', {}],
];

const takenBack: readonly Said[] = [
  ['undo that', 'AgentosUndo', {}],
  ['undo', 'AgentosUndo', {}],
  ['please undo that', 'AgentosUndo', {}],
  ['could you undo what you just did', 'AgentosUndo', {}],
  ['take that back', 'AgentosUndo', {}],
  ['revert that', 'AgentosUndo', {}],
  ['put it back the way it was', 'AgentosUndo', {}],
  ['undo the last two things', 'AgentosUndo', { count: 2 }],
  ['undo the last 3 commands', 'AgentosUndo', { count: 3 }],
  ['undo the kitchen light', 'AgentosUndo', { name: 'Kitchen Light' }],
  ['redo that', 'AgentosRedo', {}],
  ['undo the undo', 'AgentosRedo', {}],
];

/** What sounds alike and means something else. */
const others: readonly Said[] = [
  ['what did i say about the spare key', 'AgentosRecall', { topic: 'the spare key' }],
  ['what did i ask you to remember', 'AgentosRecall', {}],
  ['cancel that', 'HassNevermind', {}],
  ['never mind', 'HassNevermind', {}],
  ['who are you', 'HassRespond', { response: 'identity' }],
  ['how are you doing', 'HassRespond', { response: 'how_are_you' }],
  ['what can you do', 'AgentosHelp', {}],
  ['turn on the kitchen light', 'HassTurnOn', { name: 'Kitchen Light' }],
  ['is the kitchen light on', 'HassGetState', { name: 'Kitchen Light' }],
  ['set a timer for ten minutes', 'HassStartTimer', { minutes: 10 }],
];

describe('questions about the past, and taking back', () => {
  for (const [text, intent, slots = {}] of [...explained, ...told, ...takenBack, ...others]) {
    test(text, () => {
      const { commands, ambiguous } = understand(grammar, text, { area: 'kitchen' });
      expect(ambiguous).toBeUndefined();
      expect(commands.map((command) => command.intent)).toEqual([intent]);
      const found = commands[0]?.slots ?? {};
      if (Object.keys(slots).length === 0 && intent.startsWith('Agentos')) expect(found).toEqual({});
      expect(found).toMatchObject(slots);
    });
  }
});
