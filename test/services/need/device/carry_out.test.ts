import { describe, expect, it } from 'vitest';
import type { Entity, Json } from '../../../../src/language/home.ts';
import { carryOut, opensOf, touchedBy } from '../../../../src/services/need/device/carry_out.ts';

const AT = '2026-11-23T07:00:00.000Z';

function entity(id: string, state: string, attributes: { [name: string]: Json } = {}): Entity {
  return { id, name: id, aliases: [], state, attributes };
}

/** State and attributes after one service on one entity. */
function becomes(one: Entity, service: string, data: { [name: string]: Json } = {}) {
  const entities = new Map([[one.id, one]]);
  const [outcome] = carryOut(entities, { entities: [one.id], service, data }, AT);
  if (!outcome?.ok) return outcome?.error;
  const now = entities.get(one.id);
  expect({ state: outcome.state, attributes: outcome.attributes }).toEqual({
    state: now?.state,
    attributes: now?.attributes,
  });
  expect(outcome.before).toEqual({ state: one.state, attributes: one.attributes });
  return { state: now?.state, ...now?.attributes };
}

describe('lights', () => {
  const dimmable = (state: string, brightness: number) =>
    entity('light.a', state, { supported_color_modes: ['brightness'], brightness });

  it.each([
    [100, 255],
    [50, 128],
    [1, 3],
  ])('at %i percent have a brightness of %i', (percent, brightness) => {
    expect(becomes(dimmable('off', 0), 'turn_on', { brightness_pct: percent })).toMatchObject({
      state: 'on',
      brightness,
      color_mode: 'brightness',
    });
  });

  it('keep their level when only switched', () => {
    expect(becomes(dimmable('on', 90), 'turn_off')).toMatchObject({ state: 'off', brightness: 90 });
    expect(becomes(dimmable('off', 90), 'turn_on')).toMatchObject({ state: 'on', brightness: 90 });
    expect(becomes(dimmable('on', 90), 'toggle')).toMatchObject({ state: 'off' });
  });

  it('go off at 0 percent', () => {
    expect(becomes(dimmable('on', 90), 'turn_on', { brightness_pct: 0 })).toMatchObject({ state: 'off' });
  });

  it('step from what they shine with, and never dim themselves off', () => {
    expect(becomes(dimmable('on', 100), 'turn_on', { brightness_step_pct: 20 })).toMatchObject({ brightness: 151 });
    expect(becomes(dimmable('on', 20), 'turn_on', { brightness_step_pct: -20 })).toMatchObject({
      state: 'on',
      brightness: 1,
    });
    expect(becomes(dimmable('on', 250), 'turn_on', { brightness_step_pct: 20 })).toMatchObject({ brightness: 255 });
    expect(becomes(dimmable('off', 0), 'turn_on', { brightness_step_pct: -20 })).toMatchObject({ state: 'off' });
    // One that is on and tells 0 shines fully.
    expect(becomes(dimmable('on', 0), 'turn_on', { brightness_step_pct: -20 })).toMatchObject({ brightness: 204 });
  });

  it('take colours by name and value, and whites by kelvin', () => {
    const rgb = entity('light.a', 'on', { supported_color_modes: ['rgb', 'color_temp'], max_color_temp_kelvin: 6500 });
    expect(becomes(rgb, 'turn_on', { color_name: 'red' })).toMatchObject({ rgb_color: [255, 0, 0], color_mode: 'rgb' });
    expect(becomes(rgb, 'turn_on', { color_name: 'light sea green' })).toMatchObject({ rgb_color: [32, 178, 170] });
    expect(becomes(rgb, 'turn_on', { rgb_color: [1, 2, 3] })).toMatchObject({ rgb_color: [1, 2, 3] });
    expect(becomes(rgb, 'turn_on', { color_temp_kelvin: 2700 })).toEqual({
      ...rgb.attributes,
      state: 'on',
      color_mode: 'color_temp',
      color_temp_kelvin: 2700,
    });
    expect(becomes(rgb, 'turn_on', { color_temp_kelvin: 9000 })).toMatch(
      /takes a colour temperature from 0 to 6500 kelvin, not 9000\.$/,
    );
    expect(becomes(rgb, 'turn_on', { color_name: 'blorange' })).toBe('light.a knows no colour "blorange".');
    expect(becomes(rgb, 'turn_on', { rgb_color: [1, 2, 300] })).toMatch(/red, green and blue/);
  });

  it('show a white by colour where they have colours only', () => {
    expect(
      becomes(entity('light.a', 'on', { supported_color_modes: ['rgb'] }), 'turn_on', { color_temp_kelvin: 2700 }),
    ).toMatchObject({
      color_mode: 'rgb',
      rgb_color: [255, 167, 87],
    });
  });

  it('say what they cannot do', () => {
    const plain = entity('light.a', 'off', { supported_color_modes: ['onoff'] });
    expect(becomes(plain, 'turn_on', { brightness_pct: 50 })).toBe('light.a cannot be dimmed.');
    expect(becomes(dimmable('on', 9), 'turn_on', { color_name: 'red' })).toBe('light.a cannot change its colour.');
    expect(becomes(plain, 'turn_on', { brightness_pct: 101 })).toBe(
      'light.a takes a brightness from 0 to 100, not 101.',
    );
    expect(becomes(plain, 'turn_on', { sparkle: true })).toBe('light.a does not take sparkle with "turn on".');
    expect(becomes(plain, 'open_cover')).toMatch(
      /^light\.a cannot do "open cover"; it can turn on, turn off, toggle\.$/,
    );
  });
});

describe('things that open', () => {
  it('tell a position where they have one', () => {
    const blind = entity('cover.a', 'closed', { current_position: 0 });
    expect(becomes(blind, 'open_cover')).toEqual({ state: 'open', current_position: 100 });
    expect(becomes(blind, 'set_cover_position', { position: 40 })).toEqual({ state: 'open', current_position: 40 });
    expect(becomes(blind, 'set_cover_position', { position: 0 })).toEqual({ state: 'closed', current_position: 0 });
    expect(becomes(blind, 'set_cover_position')).toBe('cover.a needs a position from 0 to 100.');
    expect(becomes(entity('cover.a', 'closed'), 'open_cover')).toEqual({ state: 'open' });
    expect(becomes(entity('cover.a', 'open'), 'toggle')).toEqual({ state: 'closed' });
    expect(becomes(entity('cover.a', 'open'), 'open_cover_tilt')).toBe('cover.a has no slats to tilt.');
    expect(becomes(entity('valve.a', 'closed'), 'open_valve')).toEqual({ state: 'open', current_position: 100 });
  });

  it('lock, unlock, and ask for their code', () => {
    expect(becomes(entity('lock.a', 'unlocked'), 'lock')).toEqual({ state: 'locked' });
    expect(becomes(entity('lock.a', 'locked'), 'unlock')).toEqual({ state: 'unlocked' });
    expect(becomes(entity('lock.a', 'locked'), 'turn_off')).toMatch(/cannot do "turn off"/);
    expect(becomes(entity('lock.a', 'locked', { code: 1234 }), 'unlock')).toBe('lock.a needs its code.');
    expect(becomes(entity('lock.a', 'locked', { code: 1234 }), 'unlock', { code: '1234' })).toMatchObject({
      state: 'unlocked',
    });
    expect(becomes(entity('alarm_control_panel.a', 'armed_away', { code: '1' }), 'alarm_disarm')).toMatch(
      /needs its code/,
    );
  });
});

describe('the rest of the house', () => {
  it('heats', () => {
    const thermostat = entity('climate.a', 'off', {
      hvac_modes: ['off', 'heat'],
      temperature: 20,
      min_temp: 5,
      max_temp: 30,
    });
    expect(becomes(thermostat, 'turn_on')).toMatchObject({ state: 'heat' });
    expect(becomes(thermostat, 'set_temperature', { temperature: 22.5 })).toMatchObject({
      state: 'off',
      temperature: 22.5,
    });
    expect(becomes(thermostat, 'set_temperature', { temperature: 31 })).toBe(
      'climate.a takes a temperature from 5 to 30, not 31.',
    );
    expect(becomes(thermostat, 'set_hvac_mode', { hvac_mode: 'Heat' })).toMatchObject({ state: 'heat' });
    expect(becomes(thermostat, 'set_hvac_mode', { hvac_mode: 'cool' })).toBe(
      'climate.a has no mode "cool"; it has off, heat.',
    );
    expect(becomes(thermostat, 'set_temperature')).toBe('climate.a needs a temperature.');
  });

  it('plays', () => {
    const player = entity('media_player.a', 'playing', {
      volume_level: 0.95,
      media_playlist: ['x', 'y'],
      media_title: 'x',
    });
    expect(becomes(player, 'media_pause')).toMatchObject({ state: 'paused' });
    expect(becomes(player, 'media_next_track')).toMatchObject({ media_title: 'y' });
    expect(becomes(player, 'media_previous_track')).toMatchObject({ media_title: 'y' });
    expect(becomes(player, 'volume_up')).toMatchObject({ volume_level: 1 });
    expect(becomes(player, 'volume_set', { volume_level: 0.333 })).toMatchObject({ volume_level: 0.33 });
    expect(becomes(player, 'volume_set', { volume_level: 40 })).toMatch(/from 0 to 1, not 40/);
    expect(becomes(player, 'volume_mute', { is_volume_muted: true })).toMatchObject({ is_volume_muted: true });
    expect(becomes(player, 'play_media', { media_content_id: 'jazz' })).toMatchObject({
      state: 'playing',
      media_title: 'jazz',
    });
    expect(becomes(entity('media_player.a', 'off'), 'media_pause')).toBe('media_player.a is off.');
  });

  it('blows, cleans and mows', () => {
    const fan = entity('fan.a', 'off', { percentage: 0 });
    expect(becomes(fan, 'turn_on')).toMatchObject({ state: 'on', percentage: 50 });
    expect(becomes(fan, 'set_percentage', { percentage: 0 })).toMatchObject({ state: 'off' });
    expect(becomes(entity('fan.a', 'on', { percentage: 95 }), 'increase_speed', { percentage_step: 10 })).toMatchObject(
      {
        percentage: 100,
      },
    );
    expect(becomes(entity('vacuum.a', 'cleaning'), 'return_to_base')).toMatchObject({ state: 'returning' });
    expect(becomes(entity('vacuum.a', 'docked'), 'return_to_base')).toMatchObject({ state: 'docked' });
    expect(becomes(entity('vacuum.a', 'docked'), 'clean_area', { area: 'Hall' })).toMatchObject({
      state: 'cleaning',
      cleaning_area: ['Hall'],
    });
    expect(becomes(entity('lawn_mower.a', 'docked'), 'start_mowing')).toMatchObject({ state: 'mowing' });
  });

  it('keeps lists whose state is what is to do', () => {
    const list = entity('todo.a', '1', { todo_items: ['milk'] });
    expect(becomes(list, 'add_item', { item: 'eggs' })).toMatchObject({ state: '2' });
    expect(becomes(list, 'update_item', { item: 'Milk', status: 'completed' })).toMatchObject({ state: '0' });
    expect(becomes(list, 'remove_item', { item: 'milk' })).toEqual({ state: '0', todo_items: [] });
    expect(becomes(list, 'remove_item', { item: 'bread' })).toBe('todo.a has no "bread".');
  });

  it('does not set what only tells, and nothing that is away or unknown', () => {
    expect(becomes(entity('sensor.a', '5'), 'turn_on')).toBe(
      'sensor.a is a sensor, which only tells and cannot be set.',
    );
    expect(
      becomes(entity('sensor.a', '5'), 'restore', { states: { 'sensor.a': { state: '9', attributes: {} } } }),
    ).toBe('sensor.a only tells and cannot be set.');
    expect(becomes(entity('light.a', 'unavailable'), 'turn_on')).toBe('light.a does not answer right now.');
    expect(carryOut(new Map(), { entities: ['light.x'], service: 'turn_on', data: {} }, AT)).toEqual([
      { entity: 'light.x', ok: false, error: 'There is no device light.x in this home.' },
    ]);
    for (const service of ['constructor', '__proto__', 'toString'])
      expect(becomes(entity('light.a', 'on'), service)).toMatch(/cannot do/);
  });
});

describe('scenes, scripts and groups', () => {
  const home = (): Map<string, Entity> =>
    new Map(
      [
        entity('light.a', 'off'),
        entity('light.b', 'unavailable'),
        entity('lock.front', 'locked'),
        entity('cover.gate', 'closed', { device_class: 'gate' }),
        entity('scene.evening', 'unknown', { entities: { 'light.a': { state: 'on', brightness: 80 } } }),
        entity('scene.broken', 'unknown', { effects: [{ entity: 'light.b', service: 'turn_on' }] }),
        entity('script.leave', 'off', {
          effects: [
            { entity: 'light.a', service: 'light.turn_off' },
            { entity: 'cover.gate', service: 'open_cover' },
            { entity: 'scene.unlocking', service: 'turn_on' },
          ],
        }),
        entity('scene.unlocking', 'unknown', { entities: { 'lock.front': 'unlocked' } }),
        entity('script.round', 'off', { effects: [{ entity: 'script.round', service: 'turn_on' }] }),
        entity('group.lamps', 'off', { entity_id: ['light.a', 'light.b'] }),
      ].map((one) => [one.id, one]),
    );
  const turnOn = (entities: Map<string, Entity>, id: string, data: { [name: string]: Json } = {}) =>
    carryOut(entities, { entities: [id], service: 'turn_on', data }, AT);

  it('do what their attributes say, and answer for each', () => {
    const entities = home();
    expect(turnOn(entities, 'scene.evening').map(({ entity: id, ok }) => [id, ok])).toEqual([
      ['scene.evening', true],
      ['light.a', true],
    ]);
    expect(entities.get('light.a')).toMatchObject({ state: 'on', attributes: { brightness: 80 } });
    expect(entities.get('scene.evening')?.state).toBe(AT);
  });

  it('say so where nothing of it was done', () => {
    expect(turnOn(home(), 'scene.broken').map(({ ok, error }) => [ok, error])).toEqual([
      [false, 'scene.broken could not do any of it.'],
      [false, 'light.b does not answer right now.'],
    ]);
  });

  it('open and unlock only what the call names', () => {
    const entities = home();
    const leave = entities.get('script.leave');
    expect(leave && opensOf(entities, leave)).toEqual(['cover.gate', 'lock.front']);
    for (const data of [{}, { opens: ['cover.gate'] }, { opens: 'all' }]) {
      const [outcome, ...rest] = turnOn(entities, 'script.leave', data);
      expect(outcome?.error).toMatch(/would open or unlock .*lock\.front, which was not confirmed/);
      expect(rest).toEqual([]);
    }
    expect(entities.get('cover.gate')?.state).toBe('closed');
    expect(turnOn(entities, 'script.leave', { opens: ['cover.gate', 'lock.front'] }).every(({ ok }) => ok)).toBe(true);
    expect([
      entities.get('cover.gate')?.state,
      entities.get('lock.front')?.state,
      entities.get('script.leave')?.state,
    ]).toEqual(['open', 'unlocked', 'off']);
  });

  it('open by what a switch or a blind is called', () => {
    const entities = home();
    entities.set('switch.relay', { ...entity('switch.relay', 'off'), name: 'Garage Door' });
    entities.set('cover.blind', { ...entity('cover.blind', 'closed'), name: 'Driveway Gate' });
    const scene = entity('scene.x', 'unknown', { entities: { 'switch.relay': 'on', 'cover.blind': 'open' } });
    entities.set(scene.id, scene);
    expect(opensOf(entities, scene)).toEqual(['cover.blind', 'switch.relay']);
  });

  it('end when they call themselves', () => {
    const outcomes = turnOn(home(), 'script.round');
    expect(outcomes.some(({ error }) => error === 'script.round goes round in circles.')).toBe(true);
  });

  it('end at once when they call themselves three hundred times, or each other', () => {
    const calls = (...ids: string[]) => ids.map((id) => ({ entity: id, service: 'turn_on' }));
    const itself = entity('scene.a', 'unknown', { effects: calls(...Array<string>(300).fill('scene.a')) });
    const ring = Array.from({ length: 300 }, (_, at) => `script.s${at}`);
    const all = ring.map((id) => entity(id, 'off', { effects: calls(...ring) }));
    const entities = new Map([itself, ...all].map((one) => [one.id, one]));
    const demand = { entities: ['scene.a', 'script.s0'], service: 'turn_on', data: {} };
    expect(touchedBy(entities, demand).size).toBe(301);
    expect(all[0] && opensOf(entities, all[0])).toEqual([]);
    const outcomes = carryOut(entities, demand, AT);
    expect(outcomes.length).toBeLessThan(3_000);
    expect(outcomes[0]).toMatchObject({ entity: 'scene.a', ok: false });
    expect(outcomes.some(({ error }) => error?.endsWith('does more than 2000 things at once.'))).toBe(true);
  });

  it('may do the same thing twice', () => {
    const entities = home();
    const twice = { effects: Array(2).fill({ entity: 'scene.evening', service: 'turn_on' }) };
    entities.set('script.twice', entity('script.twice', 'off', twice));
    expect(turnOn(entities, 'script.twice').map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });

  it('hand a group on to its members', () => {
    const entities = home();
    const outcomes = turnOn(entities, 'group.lamps');
    expect(entities.get('light.a')?.state).toBe('on');
    expect(outcomes.map(({ entity: id, ok }) => [id, ok])).toEqual([
      ['group.lamps', true],
      ['light.a', true],
      ['light.b', false],
    ]);
  });
});
