import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/language/home.ts';
import { stateSignal } from '../../../../src/services/need/device/contract.ts';
import durable from '../../../../src/services/need/wait/durable.ts';
import { FakeClock, settled } from '../../fake_clock.ts';
import { MemoryStorage } from '../../memory_storage.ts';
import { ToolHost } from '../../tool_host.ts';

describe('need.wait', () => {
  let host: ToolHost;
  let clock: FakeClock;
  let storage: MemoryStorage;
  let release: () => Promise<void>;

  beforeEach(async () => {
    storage = new MemoryStorage();
    clock = new FakeClock();
    host = new ToolHost({ storage, clock });
    release = await host.open(durable);
  });
  afterEach(async () => {
    host.stop();
    await release();
  });

  const tells = async (entity: string, state: string, attributes: { [name: string]: Json } = {}) => {
    host.tell(stateSignal, { entity, state, attributes });
    await settled();
  };
  const start = async (more: { [field: string]: Json } = {}) => {
    const about = { command: 'turn on the light', said: 'the door opens', client: 'cli', again: false };
    const tests = [{ entity: 'binary_sensor.door', is: ['on'] }];
    const started = await host.call('need.wait.start', { ...about, tests, enough: 'one', holds: true, ...more });
    await settled();
    return started as { id: string; already: boolean };
  };
  const met = () => host.told.map(({ key }) => key);

  it('tells once when it comes to be so, and is taken once', async () => {
    await tells('binary_sensor.door', 'off');
    const { id, already } = await start();
    expect(already).toBe(false);
    await tells('binary_sensor.window', 'on');
    expect(met()).toEqual([]);
    await tells('binary_sensor.door', 'on');
    await tells('binary_sensor.door', 'off');
    await tells('binary_sensor.door', 'on');
    expect(met()).toEqual([`${id}:1`]);
    expect(await host.call('need.wait.take', { id, times: 1 })).toMatchObject({ command: 'turn on the light' });
    expect(await host.call('need.wait.take', { id, times: 1 })).toEqual({});
    expect(await host.call('need.wait.list', { typed: true })).toEqual({ waits: [] });
  });

  it('what is so already counts the next time', async () => {
    await tells('binary_sensor.door', 'on');
    const { id, already } = await start();
    expect(already).toBe(true);
    await tells('binary_sensor.door', 'off');
    expect(met()).toEqual([]);
    await tells('binary_sensor.door', 'on');
    expect(met()).toEqual([`${id}:1`]);
  });

  it('every time, where that was said', async () => {
    const { id } = await start({ again: true });
    for (const state of ['on', 'off', 'on']) await tells('binary_sensor.door', state);
    expect(met()).toEqual([`${id}:1`, `${id}:2`]);
    await host.call('need.wait.take', { id, times: 2 });
    expect(await host.call('need.wait.list', { typed: true })).toMatchObject({ waits: [{ id }] });
  });

  it('what comes too often is left for the rest of the minute', async () => {
    const { id } = await start({ again: true });
    for (let round = 0; round < 25; round++)
      for (const state of ['on', 'off']) await tells('binary_sensor.door', state);
    expect(met()).toEqual(Array.from({ length: 10 }, (_, at) => `${id}:${at + 1}`));
    await clock.pass(60_000);
    await tells('binary_sensor.door', 'on');
    expect(met().at(-1)).toBe(`${id}:11`);
  });

  it('a device that is silent tells nothing', async () => {
    await tells('binary_sensor.door', 'on');
    await start({ holds: false });
    await tells('binary_sensor.door', 'unavailable');
    expect(met()).toEqual([]);
  });

  it('all of several, and numbers on one side of a bound', async () => {
    const tests = ['a', 'b'].map((name) => ({
      entity: `climate.${name}`,
      attribute: 'current_temperature',
      above: 23,
    }));
    const { id } = await start({ tests, enough: 'all' });
    await tells('climate.a', 'heat', { current_temperature: 24 });
    expect(met()).toEqual([]);
    await tells('climate.b', 'heat', { current_temperature: 23 });
    expect(met()).toEqual([]);
    await tells('climate.b', 'heat', { current_temperature: 23.5 });
    expect(met()).toEqual([`${id}:1`]);
  });

  it('is kept over a restart, and what came to be so meanwhile is told then', async () => {
    await tells('binary_sensor.door', 'off');
    const { id } = await start();
    await release();
    const after = new ToolHost({ storage });
    release = await after.open(durable);
    after.tell(stateSignal, { entity: 'binary_sensor.door', state: 'on', attributes: {} });
    await settled();
    expect(after.told.map(({ key }) => key)).toEqual([`${id}:1`]);
    after.stop();
  });

  it('is cancelled', async () => {
    const { id } = await start();
    expect(await host.call('need.wait.cancel', { ids: [id, 'none'] })).toMatchObject({ waits: [{ id }] });
    await settled();
    await tells('binary_sensor.door', 'on');
    expect(met()).toEqual([]);
  });
});
