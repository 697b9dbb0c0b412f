import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/language/home.ts';
import { deviceSet } from '../../../../src/services/need/device/contract.ts';
import { SERVICES } from '../../../../src/services/need/device/effects/table.ts';

function riskOf(
  entities: string[],
  service: string,
  data: { [name: string]: Json } = {},
  deviceClass?: string,
  name?: string,
): string {
  const input = deviceSet.parseInput({ entities, service, data });
  return deviceSet.riskOf(input, (id) => ({
    domain: id.slice(0, id.indexOf('.')),
    deviceClass,
    ...(name === undefined ? {} : { name }),
  }));
}

/** Every service of every domain that the demo home has; what is not named here is `home`. */
const DANGER: { readonly [domain: string]: readonly string[] } = {
  alarm_control_panel: ['alarm_disarm'],
  // A cover of no class may be a door.
  cover: ['open_cover', 'set_cover_position', 'toggle', 'open_cover_tilt', 'set_cover_tilt_position'],
  lock: ['unlock', 'open'],
  valve: ['open_valve', 'set_valve_position', 'toggle'],
};

it('S5 what a device is given goes out of the house where it is an address', () => {
  const outbound = (data: { [name: string]: Json }): boolean =>
    deviceSet.outbound(deviceSet.parseInput({ entities: ['media_player.tv'], service: 'play_media', data }));
  expect(outbound({ media_content_id: 'https://evil.example/?secret' })).toBe(true);
  expect(outbound({ media: [{ id: 'rtsp://10.0.0.1/x' }] })).toBe(true);
  expect(outbound({ media_content_id: 'jazz' })).toBe(false);
  expect(outbound({ brightness_pct: 40 })).toBe(false);
});

describe('the risk of device.set', () => {
  const table = Object.entries(SERVICES).flatMap(([domain, services]) =>
    Object.keys(services).map((service) => [domain, service] as const),
  );

  it('has a table worth the name', () => {
    expect(table.length).toBeGreaterThan(90);
  });

  it.each(table)('%s %s', (domain, service) => {
    expect(riskOf([`${domain}.it`], service)).toBe(DANGER[domain]?.includes(service) ? 'danger' : 'home');
  });

  it.each(['garage', 'gate', 'door', 'garage_door', 'something_new'])(
    'opening a cover of class %s is danger, closing and stopping is not',
    (deviceClass) => {
      expect(riskOf(['cover.it'], 'open_cover', {}, deviceClass)).toBe('danger');
      expect(riskOf(['cover.it'], 'toggle', {}, deviceClass)).toBe('danger');
      expect(riskOf(['cover.it'], 'set_cover_position', { position: 1 }, deviceClass)).toBe('danger');
      expect(riskOf(['cover.it'], 'set_cover_position', { position: 0 }, deviceClass)).toBe('home');
      expect(riskOf(['cover.it'], 'close_cover', {}, deviceClass)).toBe('home');
      expect(riskOf(['cover.it'], 'stop_cover', {}, deviceClass)).toBe('home');
    },
  );

  it.each(['awning', 'blind', 'curtain', 'shade', 'shutter', 'window'])(
    'a cover of class %s is home',
    (deviceClass) => {
      for (const service of ['open_cover', 'toggle', 'set_cover_position'])
        expect(riskOf(['cover.it'], service, { position: 50 }, deviceClass)).toBe('home');
    },
  );

  it('reads the id of a cover that has no class', () => {
    expect(riskOf(['cover.left_curtain'], 'open_cover')).toBe('home');
    expect(riskOf(['cover.office_blinds_2'], 'open_cover')).toBe('home');
    expect(riskOf(['cover.blindfold_room_door'], 'open_cover')).toBe('danger');
  });

  it('lets a door in id or name beat a soft name', () => {
    for (const id of ['cover.driveway_blind_gate', 'cover.garage_shutter', 'cover.window_door'])
      expect(riskOf([id], 'open_cover')).toBe('danger');
    expect(riskOf(['cover.blind_3'], 'open_cover', {}, undefined, 'Driveway Gate')).toBe('danger');
    expect(riskOf(['cover.blind_3'], 'restore', {}, undefined, 'Driveway Gate')).toBe('danger');
    expect(riskOf(['cover.outdoor_awning'], 'open_cover', {}, undefined, 'Outdoor Awning')).toBe('home');
    expect(riskOf(['cover.kitchen_window'], 'open_cover', {}, undefined, 'Kitchen Window')).toBe('home');
    expect(riskOf(['cover.w'], 'open_cover', {}, 'window', 'Garage Window')).toBe('home');
  });

  it.each([
    ['switch.gate', undefined],
    ['switch.relay_1', 'Garage Door'],
    ['button.front_door_opener', undefined],
    ['input_boolean.doorlock', undefined],
    ['input_button.x', 'Unlock the shed'],
    ['switch.gate_opener_light', 'Gate opener light'],
    ['switch.relay_2', 'Gate light relay'],
    ['switch.gate', 'Gate Light'],
  ])('switching %s (%s) on is danger, off is not', (id, name) => {
    for (const service of ['turn_on', 'toggle', 'press'])
      expect(riskOf([id], service, {}, undefined, name)).toBe('danger');
    expect(riskOf([id], 'turn_off', {}, undefined, name)).toBe('home');
    const restore = (state: string) =>
      riskOf([id], 'restore', { states: { [id]: { state, attributes: {} } } }, undefined, name);
    expect([restore('on'), restore('off')]).toEqual(['danger', 'home']);
  });

  it.each([
    ['switch.doorbell', 'Doorbell'],
    ['switch.door_bell', 'Door Bell'],
    ['switch.garage_light_2', 'Garage Light 2'],
    ['switch.outdoor_socket', 'Outdoor Socket'],
    ['switch.alarm_clock', 'Alarm Clock'],
    ['light.garage', 'Garage'],
  ])('switching %s (%s) on is home', (id, name) => {
    expect(riskOf([id], 'turn_on', {}, undefined, name)).toBe('home');
  });

  it('does not let a soft name soften a class', () => {
    expect(riskOf(['cover.curtain'], 'open_cover', {}, 'garage')).toBe('danger');
  });

  it('takes the strictest of several', () => {
    expect(riskOf(['light.a', 'lock.b'], 'unlock')).toBe('danger');
    expect(riskOf(['light.a', 'switch.b'], 'turn_on')).toBe('home');
  });

  it('takes what nobody knows as danger', () => {
    expect(riskOf(['oven.it'], 'turn_on')).toBe('danger');
    expect(riskOf(['lock.it'], 'frobnicate')).toBe('danger');
    expect(riskOf(['cover.it'], '__proto__')).toBe('danger');
    expect(riskOf(['nothing'], 'turn_on')).toBe('danger');
  });

  it('takes a scene that opens something as danger', () => {
    expect(riskOf(['scene.a'], 'turn_on')).toBe('home');
    expect(riskOf(['scene.a'], 'turn_on', { opens: ['lock.front'] })).toBe('danger');
    expect(riskOf(['group.a'], 'turn_on', { opens: ['cover.gate'] })).toBe('danger');
  });

  it('judges a restore by what it restores', () => {
    const restore = (id: string, state: string, deviceClass?: string) =>
      riskOf([id], 'restore', { states: { [id]: { state, attributes: {} } } }, deviceClass);
    expect(restore('light.a', 'on')).toBe('home');
    expect(restore('lock.a', 'locked')).toBe('home');
    expect(restore('lock.a', 'unlocked')).toBe('danger');
    expect(restore('cover.a', 'open', 'garage')).toBe('danger');
    expect(restore('cover.a', 'closed', 'garage')).toBe('home');
    expect(restore('cover.a', 'open', 'blind')).toBe('home');
    expect(restore('alarm_control_panel.a', 'disarmed')).toBe('danger');
    expect(riskOf(['lock.a'], 'restore', { states: {} })).toBe('danger');
    expect(riskOf(['lock.a'], 'restore', { states: [] })).toBe('danger');
  });
});
