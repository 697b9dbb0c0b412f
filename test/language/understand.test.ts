import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Home } from '../../src/language/home.ts';
import { understand } from '../../src/language/understand.ts';
import { house, houseFiles, readGood } from './house.ts';

const grammar = compileFiles(houseFiles, house);

/** Each command as `intent target target`. */
function done(text: string, area?: string): string[] {
  return understand(grammar, text, { area }).commands.map((command) =>
    [command.intent, ...command.targets.map((target) => target.id)].join(' '),
  );
}

describe('one command', () => {
  test.each([
    ['hey jarvis, could you please turn on the pantry ceiling', ['HassTurnOn light.pantry_ceiling']],
    ['Turn on the big fan, thanks!', ['HassTurnOn fan.workshop']],
    ['turn on please the big fan', ['HassTurnOn fan.workshop']],
    ['play rock and roll', ['HassMediaSearchAndPlay media_player.parlour']],
    ['turn on the lights in the workshop', ['HassTurnOn']],
  ])('%s', (text, commands) => {
    expect(done(text)).toEqual(commands);
  });

  test('keeps its words as they were said', () => {
    expect(understand(grammar, 'Please turn on the Big Fan!').commands[0]?.text).toBe('turn on the Big Fan');
  });

  test('a command for later is one only if it is a command', () => {
    expect(understand(grammar, 'turn off the big fan and open the skylight in 5 minutes').commands).toMatchObject([
      {
        intent: 'HassStartTimer',
        slots: { conversation_command: 'turn off the big fan and open the skylight', minutes: 5 },
      },
    ]);
    expect(understand(grammar, 'eat a frog in 5 minutes').tier).toBe('none');
  });
});

describe('several commands', () => {
  const lamps = 'light.loft_lamp light.loft_strip';
  test.each([
    [
      'turn on the pantry ceiling and open the loft blinds, then what time is it',
      ['HassTurnOn light.pantry_ceiling', 'HassTurnOn cover.loft_blind', 'HassGetCurrentTime'],
    ],
    ['Turn on Big Fan. Open the skylight!', ['HassTurnOn fan.workshop', 'HassTurnOn cover.loft_blind']],
    ['turn off the pantry and the loft lights', ['HassTurnOff light.pantry_ceiling', `HassTurnOff ${lamps}`]],
    ['turn off the pantry lights and the loft ones', ['HassTurnOff light.pantry_ceiling', `HassTurnOff ${lamps}`]],
    [
      'turn off the pantry, parlour and loft lights',
      ['HassTurnOff light.pantry_ceiling', 'HassTurnOff light.parlour_lamp', `HassTurnOff ${lamps}`],
    ],
    ["turn on the reading lamp and gran's kettle too", ['HassTurnOn light.parlour_lamp', 'HassTurnOn switch.kettle']],
    [
      'dim the pantry lights to 20% and the loft lights to 50%',
      ['HassLightSet light.pantry_ceiling', `HassLightSet ${lamps}`],
    ],
    [
      'turn on the reading lamp and set it to 40%',
      ['HassTurnOn light.parlour_lamp', 'HassLightSet light.parlour_lamp'],
    ],
    [
      'play rock and roll and turn on big fan',
      ['HassMediaSearchAndPlay media_player.parlour', 'HassTurnOn fan.workshop'],
    ],
  ])('%s', (text, commands) => {
    expect(done(text)).toEqual(commands);
  });

  test('each has its own values', () => {
    const { commands } = understand(grammar, 'dim the pantry lights to 20% and the loft lights to 50%');
    expect(commands.map((command) => command.slots['brightness'])).toEqual([20, 50]);
    expect(commands.map((command) => command.text)).toEqual([
      'dim the pantry lights to 20%',
      'dim the loft lights to 50%',
    ]);
  });

  test('one that is not understood stops all, and is named', () => {
    const found = understand(grammar, 'turn on the big fan and polish the silver');
    expect(found).toMatchObject({ tier: 'none', commands: [], unknown: 'polish the silver' });
  });

  test.each([
    ['turn off all lights but the loft', 'HassTurnOff light.pantry_ceiling light.parlour_lamp'],
    ['turn off all lights except for the loft and the reading lamp', 'HassTurnOff light.pantry_ceiling'],
    ['turn off all lights other than the loft lights', 'HassTurnOff light.pantry_ceiling light.parlour_lamp'],
    ['turn off all but the loft lights', 'HassTurnOff light.pantry_ceiling light.parlour_lamp'],
    ['turn off every light except upstairs', 'HassTurnOff light.pantry_ceiling light.parlour_lamp'],
    [
      'turn off all lights apart from the strip 2',
      'HassTurnOff light.pantry_ceiling light.parlour_lamp light.loft_lamp',
    ],
  ])('what is left out is: %s', (text, command) => {
    expect(done(text)).toEqual([command]);
  });

  test.each([
    'turn off all lights but the spaceship',
    'turn off all lights but the lamp in the cellar',
    'turn off all lights but not yet',
    'turn off all lights except when it is dark',
    'turn off the reading lamp except the loft',
    'polish the silver but not the spoons',
  ])('an exception that is not understood stops all: %s', (text) => {
    expect(understand(grammar, text)).toMatchObject({ tier: 'none', commands: [] });
  });

  test('for some time is now, and the other way round when the time is over', () => {
    const { tier, commands } = understand(grammar, 'turn on the big fan for 10 minutes');
    expect(tier).toBe('grammar');
    expect(commands).toMatchObject([
      { intent: 'HassTurnOn', targets: [{ id: 'fan.workshop' }] },
      { intent: 'HassStartTimer', slots: { minutes: 10, conversation_command: 'turn off the big fan' } },
    ]);
  });

  test.each([
    'turn on the big fan for a bit',
    'turn on the big fan for the guests',
    'turn on the big fan for',
    'open the skylight for 10 meters',
    'turn on the big fan until the cows come home',
    'turn on the big fan if it is warm',
    'turn on the big fan unless it is 10 minutes',
    'turn on the big fan when the moon is full',
  ])('a window or a condition that is not understood is not dropped: %s', (text) => {
    expect(understand(grammar, text)).toMatchObject({ tier: 'none', commands: [] });
  });
});

describe('what is not clear is asked', () => {
  test('which of two devices', () => {
    const found = understand(grammar, 'turn on the lamp');
    expect(found.commands).toMatchObject([{ slots: { name: 'lamp' }, targets: [] }]);
    expect(found.ambiguous).toMatchObject({ command: 0, slot: 'name', text: 'lamp' });
    expect(found.ambiguous?.choices.map((choice) => choice.id)).toEqual(['light.parlour_lamp', 'light.loft_lamp']);
    expect(done('turn on the lamp', 'loft')).toEqual(['HassTurnOn light.loft_lamp']);
  });

  test('which room', () => {
    const found = understand(grammar, 'turn on the lights');
    expect(found.ambiguous).toMatchObject({ slot: 'area', command: 0 });
    expect(found.commands[0]?.targets).toEqual([]);
    expect(done('turn on the lights', 'parlour')).toEqual(['HassTurnOn light.parlour_lamp']);
  });

  test('no room where there is only one such device', () => {
    const small = { ...house, entities: house.entities.filter((entity) => entity.id === 'light.loft_lamp') };
    const found = understand(compileFiles(houseFiles, small), 'turn on the light');
    expect(found.ambiguous).toBeUndefined();
    expect(found.commands[0]?.targets.map((target) => target.id)).toEqual(['light.loft_lamp']);
  });
});

describe('one of several', () => {
  const locks = [
    { id: 'lock.front', name: 'Front Lock', aliases: [], area: 'pantry', state: 'unlocked', attributes: {} },
    { id: 'lock.back', name: 'Back Lock', aliases: [], area: 'loft', state: 'unlocked', attributes: {} },
  ];
  const file = readGood(`language: en
intents:
  HassTurnOn:
    data:
      - { sentences: ["lock the lock"], slots: { domain: lock }, metadata: { one: true } }
      - { sentences: ["lock the locks"], slots: { domain: lock } }
`);
  const locked = (text: string, entities: Home['entities'], area?: string) =>
    understand(compileFiles([file], { ...house, entities }), text, { area });

  test('is asked for, unless there is but one, or one where it was said', () => {
    expect(locked('lock the lock', locks)).toMatchObject({
      commands: [{ targets: [] }],
      ambiguous: { slot: 'name', text: 'the lock', choices: [{ id: 'lock.front' }, { id: 'lock.back' }] },
    });
    expect(locked('lock the lock', locks, 'loft').commands[0]?.targets.map(({ id }) => id)).toEqual(['lock.back']);
    expect(locked('lock the lock', locks.slice(0, 1)).commands[0]?.targets.map(({ id }) => id)).toEqual(['lock.front']);
    expect(locked('lock the locks', locks).commands[0]?.targets).toHaveLength(2);
  });
});

test('a list is called by the last word of its name where no other ends so', () => {
  const list = (id: string, name: string) => ({ id, name, aliases: [], state: '0', attributes: {} });
  const file = readGood(`language: en
intents:
  HassListAddItem:
    data: [{ sentences: ["put milk on my {name}"], requires_context: { domain: todo } }]
`);
  const slots = (...entities: Home['entities']) =>
    understand(compileFiles([file], { ...house, entities }), 'put milk on my tasks').commands[0]?.slots;
  expect(slots(list('todo.a', 'Personal Tasks'), list('todo.b', 'Shopping List'))).toEqual({ name: 'Personal Tasks' });
  expect(slots(list('todo.a', 'Personal Tasks'), list('todo.b', 'Garden Tasks'))).toBeUndefined();
});

describe('any text', () => {
  test('has an answer, and every target is in the house', () => {
    const word = fc.constantFrom(
      ...'turn on off the lights lamp big fan and then , in loft set to 5 percent it play add please ones open all'.split(
        ' ',
      ),
      'öñ',
      '𝒳',
      "'s",
      '%%',
      '-3',
    );
    const known = new Set(house.entities.map((entity) => entity.id));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
          fc.string({ unit: 'grapheme', maxLength: 80 }),
        ),
        (text) => {
          const found = understand(grammar, text, { area: 'loft' });
          expect(found.tier === 'grammar').toBe(found.commands.length > 0);
          for (const command of found.commands)
            for (const target of command.targets) expect(known).toContain(target.id);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('too long is not worked on', () => {
    expect(understand(grammar, 'and '.repeat(5000))).toMatchObject({ tier: 'none', commands: [] });
  });
});
