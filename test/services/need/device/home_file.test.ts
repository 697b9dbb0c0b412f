import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHome } from '../../../../src/services/need/device/home_file.ts';
import { sayIssue } from '../../../../src/services/need/device/home_issue.ts';
import { MAX_HOME_CHARACTERS } from '../../../../src/services/need/device/home_text.ts';

const DATA = join(import.meta.dirname, '../../../../../shared/data');

function homeOf(text: string) {
  const parsed = parseHome(text);
  if (!parsed.ok) throw new Error(parsed.errors.map(sayIssue).join('\n'));
  return parsed;
}

function errorsOf(text: string): string[] {
  const parsed = parseHome(text);
  return parsed.ok ? [] : parsed.errors.map(sayIssue);
}

describe('a home file', () => {
  it('gives floors, areas, entities and people', () => {
    const { home, warnings } = homeOf(`
language: de
floors: [{ id: ground, name: Ground Floor, aliases: [downstairs] }]
areas: [{ id: kitchen, name: Kitchen, aliases: [cook room], floor: downstairs }]
entities:
  - { id: light.ceiling, name: Ceiling, aliases: [lamp], area: cook room, state: on, attributes: { brightness: "128" } }
people: [{ name: Ada, aliases: [Mum], state: home }]
`);
    expect(warnings).toEqual([]);
    expect(home).toEqual({
      language: 'de',
      floors: [{ id: 'ground', name: 'Ground Floor', aliases: ['downstairs'] }],
      areas: [{ id: 'kitchen', name: 'Kitchen', aliases: ['cook room'], floor: 'ground' }],
      entities: [
        {
          id: 'light.ceiling',
          name: 'Ceiling',
          aliases: ['lamp'],
          area: 'kitchen',
          state: 'on',
          attributes: { brightness: 128 },
        },
        { id: 'person.ada', name: 'Ada', aliases: ['Mum'], state: 'home', attributes: {} },
      ],
      people: [{ id: 'person.ada', name: 'Ada', aliases: ['Mum'], state: 'home' }],
    });
  });

  it('reads JSON, with tabs too', () => {
    const text = JSON.stringify(
      { areas: [{ name: 'Hall' }], entities: [{ domain: 'light', name: 'Lamp', area: 'Hall' }] },
      null,
      '\t',
    );
    expect(homeOf(text).home.entities).toEqual([
      { id: 'light.lamp', name: 'Lamp', aliases: [], area: 'hall', state: 'off', attributes: {} },
    ]);
  });

  it('derives ids from domain and name, and keeps them apart', () => {
    const { home } = homeOf(`
areas: [{ name: Kids' Room }, { name: Küche }]
entities: [{ domain: light, name: Overhead Light }, { domain: light, name: Overhead Light }, { id: lamp, domain: light }]
`);
    expect(home.areas.map(({ id }) => id)).toEqual(['kids_room', 'kuche']);
    expect(home.entities.map(({ id }) => id)).toEqual(['light.overhead_light', 'light.overhead_light_2', 'light.lamp']);
  });

  it('makes a floor that is only named, with a warning where others are listed', () => {
    expect(homeOf('areas: [{ name: A, floor: Ground }, { name: B, floor: Ground }]').home.floors).toEqual([
      { id: 'ground', name: 'Ground', aliases: [] },
    ]);
    const { home, warnings } = homeOf('floors: [{ name: Attic }]\nareas:\n  - name: A\n    floor: Atic\n');
    expect(home.floors.map(({ name }) => name)).toEqual(['Attic', 'Atic']);
    expect(warnings.map(sayIssue)).toEqual(['line 4: areas[0].floor: there was no floor "Atic", so it was made']);
  });

  it('lends the area of a device to its entities, and tells where one speaks', () => {
    const parsed = homeOf(`
areas: [{ name: Hall }, { name: Den, context_area: true }]
devices: [{ id: dev, name: Box, area: Hall, info: { model: X } }]
entities: [{ id: switch.box, device: dev }]
`);
    expect(parsed.home.entities[0]?.area).toBe('hall');
    expect(parsed.contextArea).toBe('den');
  });

  it('takes states as tests write them', () => {
    const { home } = homeOf(`
entities:
  - { id: cover.a, state: false, attributes: { position: "30", device_class: cover.CoverDeviceClass.GARAGE } }
  - { id: binary_sensor.b, state: { in: closed, out: off } }
  - { id: sensor.c, attributes: { native_value: 22, native_unit_of_measurement: °C } }
  - { id: climate.d, attributes: { hvac_mode: heat, target_temperature: 20 } }
  - { id: media_player.e, attributes: { volume_level: "50" } }
  - { id: todo.f, attributes: { todo_items: [{ summary: a, status: needs_action }, { summary: b, status: completed }] } }
`);
    expect(home.entities.map(({ state }) => state)).toEqual(['closed', 'off', '22', 'heat', 'off', '1']);
    expect(home.entities[0]?.attributes).toEqual({ current_position: 30, device_class: 'garage' });
    expect(home.entities[3]?.attributes).toEqual({ hvac_mode: 'heat', temperature: 20 });
    expect(home.entities[4]?.attributes).toEqual({ volume_level: 0.5 });
  });

  it('takes timers, media and an empty file', () => {
    expect(homeOf('timers: [{ name: pizza }]\nmedia: [{ title: The Office }]\n').warnings).toEqual([]);
    expect(homeOf('').home.entities).toEqual([]);
  });

  it('warns of keys it does not know, with their line', () => {
    const { warnings } = homeOf('rooms: []\nentities:\n  - id: light.a\n    colour: red\n');
    expect(warnings.map(sayIssue)).toEqual([
      'line 1: "rooms" is not known in a home and is left out',
      'line 4: "colour" is not known in entities and is left out',
    ]);
  });

  it.each([
    ['a sequence that is not closed', 'areas: [\n', /^line \d: .*sequence/i],
    ['a tab as indent', 'areas:\n\t- name: A\n', /^line 2: /],
    ['a key given twice', 'areas: []\nareas: []\n', /^line 2: .*unique/i],
    ['text instead of a map', 'just words', /^line 1: the file: expected a map/],
    ['a list instead of a map', '- a\n', /^line 1: the file: expected a map/],
    ['a number for a list', 'floors: []\nareas: 5\n', /^line 2: areas: expected a list/],
    ['a number for an entity', 'entities:\n  - 3\n', /^line 2: entities\[0\]/],
    ['a list for a name', 'areas:\n  - id: a\n    name: [x]\n', /^line 3: areas\[0\].name: expected text/],
    [
      'a map for aliases',
      'areas:\n  - name: a\n    aliases: { x: y }\n',
      /^line 3: areas\[0\].aliases: expected a list/,
    ],
    ['an area without a name', 'areas:\n  - id: a\n', /^line 2: areas\[0\].name: expected text/],
    ['an entity of no name and no id', 'entities:\n  - area: a\n', /^line 2: entities\[0\]: give it an id/],
    ['an id without a domain', 'entities:\n  - id: lamp\n', /^line 2: entities\[0\].id: "lamp" is not an id/],
    ['an id of two lines', 'entities:\n  - id: "lock.a\\nb"\n', /^line 2: entities\[0\].id: .* is not an id/],
    ['an id with signs', 'entities:\n  - id: "lock.a?, the b"\n', /^line 2: entities\[0\].id: .* is not an id/],
    ['an id that runs backwards', 'entities:\n  - id: "lock.a\\u202eb"\n', /^line 2: .* is not an id/],
    [
      'an area that is not there',
      'areas: [{ name: Kitchen }]\nentities:\n  - id: light.a\n    area: Kichen\n',
      /^line 4: entities\[0\].area: there is no area "Kichen"$/,
    ],
    [
      'a device that is not there',
      'devices: [{ name: Box }]\nentities:\n  - id: light.a\n    device: boxx\n',
      /^line 4: entities\[0\].device: there is no device "boxx"$/,
    ],
    ['a speaker in no room', 'context_area: Moon\n', /^line 1: context_area: there is no area "Moon"$/],
    [
      'an id used twice',
      'entities:\n  - id: light.a\n  - id: light.a\n',
      /^line 3: entities\[1\].id: the id "light.a" is used twice$/,
    ],
    [
      'an area id used twice',
      'areas:\n  - { id: a, name: A }\n  - { id: a, name: B }\n',
      /^line 3: areas\[1\].id: the id "a" is used twice$/,
    ],
  ])('says the line of %s', (_what, text, expected) => {
    const [first, ...more] = errorsOf(text);
    expect(first).toMatch(expected);
    expect(more).toEqual([]);
  });

  it('tells all references to nothing at once', () => {
    expect(errorsOf('entities:\n  - { id: light.a, area: x }\n  - { id: light.b, area: y }\n')).toHaveLength(2);
  });

  it('refuses what is huge, deep or a bomb of aliases, quickly and in words', () => {
    expect(errorsOf('a'.repeat(MAX_HOME_CHARACTERS + 1))).toEqual([
      expect.stringMatching(/^line 1: is larger than 2 MiB/),
    ]);
    expect(errorsOf('['.repeat(50_000))[0]).toMatch(/nested too deeply/);
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
    ].join('\n');
    expect(errorsOf(bomb)[0]).toMatch(/alias/i);
    expect(errorsOf(`entities:\n${'- 1\n'.repeat(500)}`).length).toBeLessThanOrEqual(20);
  });

  it('does not let a name reach an object of the program', () => {
    const { home } = homeOf('entities:\n  - { id: light.constructor, attributes: { __proto__: { state: on } } }\n');
    expect(home.entities[0]?.state).toBe('off');
    expect(Object.getPrototypeOf(home.entities[0]?.attributes)).toBe(Object.prototype);
  });

  it.each(['constructor', '__proto__', 'to_string', 'valueof', 'hasownproperty'])(
    'takes %s for a domain like any',
    (domain) => {
      const { home } = homeOf(`entities: [{ id: ${domain}.x }, { id: ${domain}.y, state: true }]`);
      expect(home.entities.map(({ state }) => state)).toEqual(['unknown', 'on']);
      expect(JSON.parse(JSON.stringify(home))).toEqual(home);
    },
  );

  it('warns of scenes that go round in circles, with the line where they close', () => {
    const { warnings } = homeOf(`entities:
  - { id: scene.self, attributes: { entities: { scene.self: on } } }
  - { id: script.one, attributes: { effects: [{ entity: script.two, service: turn_on }] } }
  - { id: script.two, attributes: { effects: [{ entity: group.three, service: turn_on }] } }
  - { id: group.three, attributes: { entity_id: [light.a, script.one] } }
  - { id: scene.good, attributes: { entities: { script.one: on, light.a: on } } }
  - { id: light.a }
`);
    expect(warnings.map(sayIssue)).toEqual([
      'line 2: entities[0]: "scene.self" sets off what sets it off; it stops where it comes round',
      'line 5: entities[3]: "group.three" sets off what sets it off; it stops where it comes round',
    ]);
  });

  it('keeps attributes that are called like what every object has', () => {
    const { home } = homeOf('entities: [{ id: light.x, attributes: { constructor: red, toString: blue } }]');
    expect(home.entities[0]?.attributes).toEqual({ constructor: 'red', toString: 'blue' });
  });

  it('loads the demo home without a warning', () => {
    const { home, warnings } = homeOf(
      readFileSync(join(import.meta.dirname, '../../../../data/homes/demo.yaml'), 'utf8'),
    );
    expect(warnings).toEqual([]);
    expect([home.floors.length, home.areas.length]).toEqual([3, 12]);
    expect(home.entities.length).toBeGreaterThanOrEqual(60);
  });
});

describe.skipIf(!existsSync(DATA))('the public homes (skipped where ../shared/data is not there)', () => {
  it.each(['ha-assist', 'ha-intents-2025', 'ha-intents-2026'])('loads every home of %s', (set) => {
    const all: Record<string, unknown> = JSON.parse(readFileSync(join(DATA, 'text', `${set}.homes.json`), 'utf8'));
    const homes = 'entities' in all ? [all] : Object.values(all);
    expect(homes.length).toBeGreaterThan(0);
    const problems = homes.flatMap((home) => errorsOf(JSON.stringify(home)));
    expect(problems).toEqual([]);
  });

  it('loads the home of the recordings', () => {
    expect(homeOf(readFileSync(join(DATA, 'audio/home.yaml'), 'utf8')).warnings).toEqual([]);
  });
});
