import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Home } from '../../src/language/home.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { suggest } from '../../src/language/suggest.ts';
import { understand } from '../../src/language/understand.ts';

const data = join(import.meta.dirname, '../../data');
const folder = join(data, 'sentences/en');
const read = readdirSync(folder)
  .sort()
  .map((name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name));
const files = read.flatMap(({ file }) => file ?? []);

const named = { id: z.string(), name: z.string(), aliases: z.array(z.string()).default([]) };
const homeFile = z.strictObject({
  language: z.string(),
  floors: z.array(z.strictObject(named)),
  areas: z.array(z.strictObject({ ...named, floor: z.string() })),
  people: z.array(z.strictObject({ ...named, state: z.string() })),
  entities: z.array(
    z.strictObject({
      ...named,
      area: z.string().exactOptional(),
      state: z.string(),
      attributes: z.record(z.string(), z.json()).default({}),
    }),
  ),
});
const home: Home = homeFile.parse(parse(readFileSync(join(data, 'homes/demo.yaml'), 'utf8')));
const grammar = compileFiles(files, home);

/** What is heard in the kitchen: intent, the slots that matter, and the devices meant, if any. */
type Heard = readonly [text: string, intent: string, slots?: Readonly<Record<string, unknown>>, targets?: string];

const heard: readonly Heard[] = [
  ['turn on the kitchen light', 'HassTurnOn', { name: 'Kitchen Light' }, 'light.kitchen_ceiling'],
  ['switch the desk lamp off please', 'HassTurnOff', { name: 'Desk Lamp' }, 'light.office_desk'],
  ['lights off', 'HassTurnOff', { domain: 'light', area: 'Kitchen' }, 'light.kitchen_ceiling light.kitchen_counter'],
  ['it is too dark in the office', 'HassTurnOn', { domain: 'light', area: 'Office' }, 'light.office_desk'],
  ['toggle the porch light', 'HassToggle', { name: 'Porch Light' }, 'light.porch'],
  ['set the dining table light to 40 percent', 'HassLightSet', { brightness: 40 }, 'light.dining_table'],
  ['reading lamp to half', 'HassLightSet', { brightness: 50 }, 'light.living_room_lamp'],
  ['dim the hallway light', 'AgentosLightAdjust', { brightness_step: 'down' }, 'light.hallway'],
  ['brighten the hallway light by 20 percent', 'AgentosLightAdjust', { brightness_step: 20 }, 'light.hallway'],
  ['make the desk lamp sky blue', 'HassLightSet', { color: 'skyblue' }, 'light.office_desk'],
  ['turn the bedroom light warm white', 'HassLightSet', { temperature: 2700 }, 'light.bedroom_ceiling'],
  ['make coffee', 'HassTurnOn', {}, 'switch.coffee_machine'],
  ['open the garage door', 'HassTurnOn', {}, 'cover.garage_door'],
  ['close the garage', 'HassTurnOff', {}, 'cover.garage_door'],
  ['open the bedroom blinds halfway', 'HassSetPosition', { position: 50 }, 'cover.bedroom_blinds'],
  ['stop the driveway gate', 'HassStopMoving', {}, 'cover.driveway_gate'],
  ['unlock the front door', 'HassTurnOff', {}, 'lock.front_door'],
  ['lock all the doors', 'HassTurnOn', { domain: 'lock' }, 'lock.back_door lock.front_door'],
  ['turn on the ceiling fan', 'HassTurnOn', {}, 'fan.living_room'],
  ['set the ceiling fan to 60 percent', 'HassFanSetSpeed', { percentage: 60 }, 'fan.living_room'],
  [
    'set the bedroom to nineteen and a half degrees',
    'HassClimateSetTemperature',
    { temperature: 19.5 },
    'climate.bedroom',
  ],
  ['how warm is the living room', 'HassClimateGetTemperature', { area: 'Living Room' }, 'climate.living_room'],
  [
    'what is the temperature in the office',
    'HassGetState',
    { device_class: 'temperature' },
    'sensor.office_temperature',
  ],
  ['make it two degrees warmer in the bathroom', 'AgentosClimateAdjust', { temperature_step: 2 }, 'climate.bathroom'],
  ['pause the tv', 'HassMediaPause', {}, 'media_player.tv'],
  ['next song', 'HassMediaNext', { area: 'Kitchen' }, 'media_player.kitchen_radio'],
  ['turn it up', 'HassSetVolumeRelative', { volume_step: 'up' }],
  ['set the tv volume to 20', 'HassSetVolume', { volume_level: 20 }, 'media_player.tv'],
  ['mute the bedroom speaker', 'HassMediaPlayerMute', {}, 'media_player.bedroom_speaker'],
  ['play jazz on the kitchen radio', 'HassMediaSearchAndPlay', { search_query: 'jazz' }, 'media_player.kitchen_radio'],
  ['activate mood lighting', 'HassTurnOn', { domain: 'scene' }, 'scene.mood_lighting'],
  ['run party time script', 'HassTurnOn', { domain: 'script' }, 'script.party_time'],
  ['start dusty', 'HassVacuumStart', {}, 'vacuum.dusty'],
  ['vacuum the living room', 'HassVacuumCleanArea', { area: 'Living Room' }],
  ['send the lawn mower home', 'HassLawnMowerDock', {}, 'lawn_mower.clip'],
  ['is the garage door open', 'HassGetState', { state: 'open' }, 'cover.garage_door'],
  [
    'is the bedroom window closed',
    'HassGetState',
    { state: 'off', device_class: 'window' },
    'binary_sensor.bedroom_window',
  ],
  ['which lights are on upstairs', 'HassGetState', { domain: 'light', state: 'on', floor: 'First Floor' }],
  ['how many windows are open', 'HassGetState', { device_class: 'window', state: 'open' }],
  ['what is the humidity in the bathroom', 'HassGetState', { device_class: 'humidity' }, 'sensor.bathroom_humidity'],
  ['is there any motion in the garage', 'HassGetState', { device_class: 'motion' }, 'binary_sensor.garage_motion'],
  ['where is ben', 'HassGetState', { name: 'Ben' }, 'person.ben'],
  ['is anyone home', 'HassGetState', { domain: 'person', state: 'home' }],
  ['what time is it', 'HassGetCurrentTime'],
  ["what's the date today", 'HassGetCurrentDate'],
  ['set a timer for an hour and a half', 'HassStartTimer', { hours: 1, minutes: 30 }],
  ['set a two and a half minute timer called eggs', 'HassStartTimer', { minutes: 2, seconds: 30, name: 'eggs' }],
  ['pizza timer for 12 minutes', 'HassStartTimer', { minutes: 12, name: 'pizza' }],
  ['set a timer', 'HassStartTimer', {}],
  ['start the timer', 'HassUnpauseTimer', {}],
  ['how long is left on the pizza', 'HassTimerStatus', { name: 'pizza' }],
  ['set an alarm for 20 minutes', 'AgentosAlarmSet', { length: { minutes: 20 } }],
  ['wake me up at 7', 'AgentosAlarmSet', { wake: true }],
  ['wake me in half an hour', 'AgentosAlarmSet', { wake: true }],
  ['set alarm 8', 'AgentosAlarmSet'],
  ['when is my next alarm', 'AgentosAlarmList', { next: true }],
  ['how long until my alarm', 'AgentosAlarmList'],
  ['how long is it until my next alarm goes off', 'AgentosAlarmList', { next: true }],
  ['do I have milk on my shopping list', 'AgentosListRead', { item: 'milk' }, 'todo.shopping_list'],
  ['did we put eggs on the shopping list', 'AgentosListRead', { item: 'eggs' }],
  ['when is my next reminder', 'AgentosReminderList', { next: true }],
  ['how long until my bread reminder', 'AgentosReminderList', { text: 'bread' }],
  ['in five minutes remind me to call mum', 'AgentosReminderSet', { text: 'call mum' }],
  ['remind me in ten minutes', 'AgentosReminderSet'],
  ['remind me in ten minutes to check the oven', 'AgentosReminderSet', { text: 'check the oven' }],
  ['add five minutes to the pizza timer', 'HassIncreaseTimer', { minutes: 5, name: 'pizza' }],
  ['take 30 seconds off the 5 minute timer', 'HassDecreaseTimer', { seconds: 30, start_minutes: 5 }],
  ['pause the timer', 'HassPauseTimer'],
  ['resume the pizza timer', 'HassUnpauseTimer', { name: 'pizza' }],
  ['how long is left on the pizza timer', 'HassTimerStatus', { name: 'pizza' }],
  ['cancel the timer', 'HassCancelTimer'],
  ['cancel all timers', 'HassCancelAllTimers'],
  ['add milk to the shopping list', 'HassListAddItem', { item: 'milk' }, 'todo.shopping_list'],
  ['we need washing up liquid', 'HassShoppingListAddItem', { item: 'washing up liquid' }],
  ['tick milk off the shopping list', 'HassListCompleteItem', { item: 'milk' }, 'todo.shopping_list'],
  ['remove call the plumber from my to do list', 'HassListRemoveItem', { item: 'call the plumber' }, 'todo.to_do'],
  ['what is on the shopping list', 'AgentosListRead', { name: 'Shopping List' }],
  ['will it rain tomorrow', 'HassGetWeather', { condition: 'rain', day: 'tomorrow' }],
  ['what is the weather like in new york', 'HassGetWeather', { location: 'new york' }],
  ['what is 12 times 7', 'AgentosCalculate', { left: 12, operator: '*', right: 7 }],
  ["what's 20 percent of 80", 'AgentosCalculate', { left: 20, operator: 'percent of', right: 80 }],
  ['calculate 3 plus 4 times 5', 'AgentosCalculate', { terms: [3, '+', 4, '*', 5] }],
  ['calculate the cube root of 27', 'AgentosCalculate', { expression: 'the cube root of 27' }],
  ['remember that the spare key is under the pot', 'AgentosRemember', { fact: 'the spare key is under the pot' }],
  ['what did i say about the spare key', 'AgentosRecall', { topic: 'the spare key' }],
  ['forget about the spare key', 'AgentosForget', { topic: 'the spare key' }],
  ['broadcast that dinner is ready', 'HassBroadcast', { message: 'dinner is ready' }],
  ['never mind', 'HassNevermind'],
  ['stop', 'AgentosStop'],
  ['what can i say', 'AgentosHelp'],
  ['good morning', 'HassRespond', { response: 'hello' }],
];

describe('the English sentences', () => {
  test('have no fault', () => {
    expect(read.flatMap(({ issues }) => issues)).toEqual([]);
    expect(grammar.issues).toEqual([]);
  });

  test('share no name of a rule or list between files', () => {
    const names = files.flatMap((file) => [...file.rules.keys(), ...[...file.lists.keys()].map((name) => `{${name}}`)]);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });

  for (const [text, intent, slots = {}, targets] of heard) {
    test(text, () => {
      const { commands, ambiguous } = understand(grammar, text, { area: 'kitchen' });
      expect(ambiguous).toBeUndefined();
      expect(commands.map((command) => command.intent)).toEqual([intent]);
      expect(commands[0]?.slots).toMatchObject(slots);
      const ids = commands[0]?.targets.map(({ id }) => id).sort();
      if (targets) expect(ids?.join(' ')).toBe(targets);
    });
  }

  test.each([
    'who won the football game last night',
    'book a table for two',
    'turn on the unicorn',
    'i unlocked the front door yesterday',
    'do not open the garage door',
    'the kitchen',
    'set',
  ])('"%s" is no command', (text) => {
    expect(understand(grammar, text, { area: 'kitchen' }).commands).toEqual([]);
  });

  test('turning everything off leaves locks, covers and heating alone', () => {
    const [command] = understand(grammar, 'turn everything off in the kitchen').commands;
    const domains = new Set(command?.targets.map(({ domain }) => domain));
    expect([...domains].sort()).toEqual(['light', 'media_player', 'switch']);
  });

  test('without a room, lights off is a question and all lights off is not', () => {
    expect(understand(grammar, 'turn the lights off').ambiguous?.slot).toBe('area');
    expect(understand(grammar, 'turn all the lights off').commands[0]?.targets).toHaveLength(17);
  });
});

describe('the demo home', () => {
  test('has three floors, twelve areas and about sixty devices, each in a place that exists', () => {
    expect([home.floors.length, home.areas.length]).toEqual([3, 12]);
    expect(home.entities.length).toBeGreaterThanOrEqual(60);
    const areas = new Set(home.areas.map(({ id }) => id));
    for (const { id, area } of home.entities) expect(area === undefined || areas.has(area), id).toBe(true);
    for (const { floor } of home.areas) expect(home.floors.some(({ id }) => id === floor)).toBe(true);
  });

  test('gives no two things the same name', () => {
    const names = home.entities.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase());
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
    expect(new Set(home.entities.map(({ id }) => id)).size).toBe(home.entities.length);
  });
});

test('what is offered has no number in it that nobody says', () => {
  expect(suggest(grammar, 'set a timer for minus five minutes')).toBe('set timer for 10 minutes');
  expect(suggest(grammar, 'set kitchen light to 150 percent')).toBe('set kitchen light to 50 percent');
});
