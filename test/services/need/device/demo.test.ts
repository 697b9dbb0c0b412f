import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/daemon/model/fault.ts';
import { deviceList, deviceSet, home as homeRecord, setOutput } from '../../../../src/services/need/device/contract.ts';
import demo from '../../../../src/services/need/device/demo.ts';
import { settled } from '../../fake_clock.ts';
import { MemoryStorage } from '../../memory_storage.ts';
import { ToolHost } from '../../tool_host.ts';

const HOME = `
areas: [{ name: Kitchen }, { name: Hall }]
entities:
  - { id: light.lamp, name: Lamp, area: Kitchen, state: off, attributes: { supported_color_modes: [brightness], brightness: 10 } }
  - { id: light.gone, name: Old Lamp, area: Kitchen, state: unavailable }
  - { id: lock.door, name: Door, area: Hall, state: locked }
  - { id: sensor.heat, name: Heat, area: Hall, state: 20 }
  - { id: scene.open, name: Open House, attributes: { entities: { lock.door: unlocked } } }
people: [{ name: Ada, state: home }]
`;

async function opened({ text = HOME, storage = new MemoryStorage(), home = 'home.yaml' } = {}) {
  const host = new ToolHost({
    storage,
    files: { readText: async () => text, readBytes: async () => new TextEncoder().encode(text), list: async () => [] },
  });
  const release = await host.open(demo, { home });
  const set = async (entities: string[], service: string, data = {}) =>
    setOutput.parse(await host.call('need.device.set', { entities, service, data })).results;
  const states = async () =>
    Object.fromEntries(
      homeRecord.parse(await host.call('need.device.home', {})).entities.map(({ id, state }) => [id, state]),
    );
  return { host, storage, release, set, states };
}

describe('the demo home', () => {
  it('answers for each device, whatever becomes of the others', async () => {
    const { set, states } = await opened();
    const results = await set(['light.lamp', 'light.gone', 'light.none', 'sensor.heat'], 'turn_on', {
      brightness_pct: 50,
    });
    expect(results).toEqual([
      {
        entity: 'light.lamp',
        ok: true,
        state: 'on',
        attributes: { supported_color_modes: ['brightness'], brightness: 128, color_mode: 'brightness' },
        before: { state: 'off', attributes: { supported_color_modes: ['brightness'], brightness: 10 } },
      },
      { entity: 'light.gone', ok: false, state: 'unavailable', error: 'Old Lamp does not answer right now.' },
      { entity: 'light.none', ok: false, error: 'There is no device light.none in this home.' },
      { entity: 'sensor.heat', ok: false, state: '20', error: 'Heat is a sensor, which only tells and cannot be set.' },
    ]);
    expect(await states()).toMatchObject({ 'light.lamp': 'on', 'sensor.heat': '20' });
  });

  it('keeps what was done over a restart, and takes in what the file newly says of the rest', async () => {
    const first = await opened();
    await first.set(['light.lamp'], 'turn_on', { brightness_pct: 100 });
    await first.release();
    const { host, states } = await opened({
      storage: first.storage,
      text: HOME.replace('brightness: 10', 'brightness: 10, effect: calm').replace('state: locked', 'state: unlocked'),
    });
    expect(await states()).toMatchObject({ 'light.lamp': 'on', 'lock.door': 'unlocked' });
    expect(await host.call('need.device.list', { entities: ['light.lamp'] })).toMatchObject({
      entities: [{ attributes: { brightness: 255, effect: 'calm' } }],
    });
  });

  it('does not carry one house over to another', async () => {
    const first = await opened();
    await first.set(['light.lamp'], 'turn_on');
    const { states, set } = await opened({ storage: first.storage, home: 'other.yaml' });
    expect(await states()).toMatchObject({ 'light.lamp': 'off' });
    await set(['lock.door'], 'unlock');
    expect(await first.states()).toMatchObject({ 'light.lamp': 'on', 'lock.door': 'locked' });
  });

  it('lists by id, domain and room', async () => {
    const { host } = await opened();
    const ids = async (filter: object) =>
      homeRecord.shape.entities.parse(Object(await host.call('need.device.list', filter)).entities).map(({ id }) => id);
    expect(await ids({ domains: ['light', 'lock'] })).toEqual(['light.lamp', 'light.gone', 'lock.door']);
    expect(await ids({ area: 'KITCHEN' })).toEqual(['light.lamp', 'light.gone']);
    expect(await ids({ area: 'hall', domains: ['lock'] })).toEqual(['lock.door']);
    expect(await ids({ entities: ['lock.door', 'lock.none'] })).toEqual(['lock.door']);
    expect(await ids({ area: 'Moon' })).toEqual([]);
    expect(await ids({})).toHaveLength(6);
  });

  it('tells the same of each device, whether a few are asked for or many', async () => {
    const lamps = Array.from({ length: 40 }, (_, at) => `  - { id: light.l${at}, name: Lamp ${at}, state: off }`);
    const { host, set } = await opened({ text: `entities:\n${lamps.join('\n')}\n` });
    await set(['light.l3', 'light.l39'], 'turn_on');
    const listed = async (input: { entities?: string[]; domains?: string[] }) =>
      deviceList.output.parse(await host.call('need.device.list', input)).entities;
    const all = await listed({ domains: ['light'] });
    expect(all.filter(({ state }) => state === 'on').map(({ id }) => id)).toEqual(['light.l3', 'light.l39']);
    for (const ids of [['light.l39', 'light.l4', 'light.none', 'light.l3'], all.map(({ id }) => id)])
      expect(await listed({ entities: ids })).toEqual(all.filter(({ id }) => ids.includes(id)));
  });

  it('tells the house at the start and each change once it is kept', async () => {
    const { host, set, release } = await opened();
    expect(host.told.map(({ subject }) => subject)).toEqual(['signal.device.home']);
    await set(['light.lamp', 'light.none'], 'turn_on');
    await settled();
    expect(host.told.slice(1)).toMatchObject([
      { subject: 'signal.device.state', value: { entity: 'light.lamp', state: 'on', attributes: { brightness: 10 } } },
    ]);
    await release();
    await set(['light.lamp'], 'turn_off');
    await settled();
    expect(host.told).toHaveLength(2);
  });

  it('goes back by its undo, to state and attributes', async () => {
    const { host, set } = await opened();
    const before = await host.call('need.device.home', {});
    const input = deviceSet.parseInput({
      entities: ['light.lamp', 'light.gone'],
      service: 'turn_on',
      data: { brightness_pct: 70 },
    });
    const output = deviceSet.parseOutput(await host.call('need.device.set', input));
    const undo = deviceSet.undoFor(input, output);
    expect(undo?.input).toMatchObject({ entities: ['light.lamp'], service: 'restore' });
    expect(await host.call(undo?.subject ?? '', undo?.input)).toMatchObject({ results: [{ ok: true, state: 'off' }] });
    expect(await host.call('need.device.home', {})).toEqual(before);
    const nothing = { results: await set(['light.gone'], 'turn_on') };
    expect(deviceSet.undoFor(input, deviceSet.parseOutput(nothing))).toBeUndefined();
    const same = { results: await set(['lock.door'], 'lock') };
    expect(deviceSet.undoFor(input, deviceSet.parseOutput(same))).toBeUndefined();
  });

  it('says of a scene what it opens, and holds it to what was confirmed', async () => {
    const { host, set } = await opened();
    expect(await host.call('need.device.list', { entities: ['scene.open'] })).toMatchObject({
      entities: [{ attributes: { opens: ['lock.door'] } }],
    });
    expect(await set(['scene.open'], 'turn_on')).toMatchObject([
      { ok: false, error: expect.stringContaining('was not confirmed') },
    ]);
    expect(await set(['scene.open'], 'turn_on', { opens: ['lock.door'] })).toMatchObject([
      { ok: true },
      { entity: 'lock.door', ok: true, state: 'unlocked' },
    ]);
  });

  it('does two toggles as two', async () => {
    const { set, states } = await opened();
    await set(['light.lamp'], 'toggle');
    expect(await states()).toMatchObject({ 'light.lamp': 'on' });
    await set(['light.lamp'], 'toggle');
    expect(await states()).toMatchObject({ 'light.lamp': 'off' });
    expect(await set(['light.lamp', 'light.lamp'], 'toggle')).toHaveLength(1);
  });

  it('does not open on a broken file, and says where it is broken', async () => {
    await expect(opened({ text: 'areas: 3\n' })).rejects.toThrow(
      new Fault('FAILED_PRECONDITION', 'Home file home.yaml: line 1: areas: expected a list'),
    );
  });

  it('logs what it left out of the file', async () => {
    const { host } = await opened({ text: 'rooms: []\n' });
    expect(host.logged.map(({ message }) => message)).toEqual([
      'Home file home.yaml, line 1: "rooms" is not known in a home and is left out',
    ]);
  });

  it('refuses a call without devices or of too many', async () => {
    expect(() => deviceSet({ entities: [], service: 'turn_on' })).toThrow(/entities/);
    expect(() => deviceSet({ entities: Array(501).fill('light.lamp'), service: 'turn_on' })).toThrow(/entities/);
  });
});
