import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../../src/daemon/model/json.ts';
import { scheduleDue, scheduleList } from '../../../src/services/need/schedule/contract.ts';
import durable from '../../../src/services/need/schedule/durable.ts';
import waiting from '../../../src/services/need/wait/durable.ts';
import later from '../../../src/services/use/later/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock, settled } from '../fake_clock.ts';
import { ToolHost } from '../tool_host.ts';

const HOUR = 3_600_000;
const NINE = { hour: 9, minute: 0, ambiguous: true };

describe('use.later', () => {
  let clock: FakeClock;
  let host: ToolHost;
  let release: (() => Promise<void>)[];
  let answer = '';
  let position = 0;
  let set: Json[] = [];
  const blinds = () => ({
    ...{ id: 'cover.blinds', name: 'Blinds', aliases: [], state: position === 0 ? 'closed' : 'open' },
    attributes: { current_position: position },
  });
  let door: { state: string; after: string } | undefined;
  const things = (): Json =>
    door === undefined
      ? [blinds()]
      : [{ id: 'lock.front', name: 'Front Door', aliases: [], state: door.state, attributes: {} }];
  let target: Json = { id: 'light.hall', name: 'Hall Light', domain: 'light' };

  beforeEach(async () => {
    clock = new FakeClock();
    host = new ToolHost({ clock });
    release = [await host.open(durable), await host.open(waiting)];
    answer = '';
    position = 0;
    door = undefined;
    set = [];
    target = { id: 'light.hall', name: 'Hall Light', domain: 'light' };
  });

  afterEach(async () => {
    host.stop();
    for (const one of release) await one();
  });

  const serve = async ({ subject, input }: MadeCall): Promise<unknown> => {
    if (subject === 'need.clock.now')
      return {
        epochMs: clock.now(),
        zone: 'UTC',
        year: 2026,
        month: 11,
        day: 23,
        weekday: 1,
        hour: 6,
        minute: 42,
        second: 0,
      };
    if (subject === 'need.user.ask') return { text: answer, yes: false };
    if (subject === 'use.agent_router') {
      position = 100;
      if (door !== undefined) door = { ...door, state: door.after };
      return { text: 'Opened the blinds.', outcome: 'done' };
    }
    if (subject === 'need.device.list') return { entities: things() };
    if (subject === 'need.device.set') {
      set.push(input);
      return { results: [{ entity: 'cover.blinds', ok: true }] };
    }
    if (subject === 'need.understand') {
      const command = { intent: 'HassTurnOff', slots: {}, targets: [target], text: 'x' };
      return { tier: 'grammar', commands: [command], ms: 0 };
    }
    return host.call(subject, input);
  };
  const say = async (intent: string, slots: { [slot: string]: Json } = {}, from = 'cli') => {
    const origin = { client: `${from}-kitchen`, interface: from, area: 'Kitchen' };
    const command = { intent, slots, targets: [], text: 'x' };
    const { value } = await driveAsync(later, command, serve, { origin });
    await settled();
    return value;
  };
  const plan = (words: string, when: Json = NINE, from?: string) =>
    say('AgentosDoLater', { conversation_command: words, when }, from);

  it('plans a command for a time, tells it in full, and has it said to the house when it is due', async () => {
    expect(await plan('turn on the hall light')).toEqual({
      text: "Today at 9 o'clock in the morning I will do this: turn on the hall light.",
      outcome: 'done',
    });
    await clock.pass(2 * HOUR + 18 * 60_000);
    const due = host.told.flatMap(({ value }) => scheduleDue.schema.safeParse(value).data ?? []);
    expect(due).toMatchObject([{ kind: 'task', client: 'cli-kitchen', area: 'Kitchen', act: 'run' }]);
    const [{ id, dueAt } = { id: '', dueAt: 0 }] = due;
    const rung = await host.call('need.schedule.ring', { id, dueAt });
    expect(rung).toMatchObject({ rung: true, command: 'turn on the hall light' });
    expect(await host.call('need.schedule.ring', { id, dueAt })).toMatchObject({ rung: false });
  });

  it('plans again and again', async () => {
    const weekdays = { every: 'week', weekdays: [1, 2, 3, 4, 5], hour: 7, minute: 0, ambiguous: true };
    expect(await plan('open the blinds', weekdays)).toMatchObject({
      text: "Every weekday at 7 o'clock in the morning I will do this: open the blinds. The first time is today.",
    });
  });

  it('asks at what time, and leaves it where that is not caught', async () => {
    answer = 'half past eight';
    expect(await plan('open the blinds', { inDays: 0 })).toMatchObject({
      text: 'Today at 8:30 in the morning I will do this: open the blinds.',
    });
    answer = 'whatever';
    expect(await plan('open the blinds', { inDays: 0 })).toMatchObject({ outcome: 'failed' });
  });

  it('never plans what somebody has to say yes to', async () => {
    target = { id: 'lock.front', name: 'Front Door', domain: 'lock' };
    expect(await plan('unlock the front door')).toEqual({
      text: 'I open or unlock the front door only when somebody says yes at that moment, so I have not planned it.',
      outcome: 'failed',
    });
    expect(await say('AgentosPlanList')).toMatchObject({ text: 'Nothing is planned.' });
  });

  const open = { conversation_command: 'open the blinds', seconds: 3_600 };
  const puttingBack = async (): Promise<unknown> => {
    const listed = scheduleList.output.parse(await host.call('need.schedule.list', { kind: 'task', typed: true }));
    const { call } = listed.schedules[0] ?? {};
    expect(call?.subject).toBe('use.later');
    const command = z.object({ intent: z.string(), slots: z.record(z.string(), z.json()) }).parse(call?.input);
    return say(command.intent, command.slots);
  };

  it('does a command now, and puts back what it changed when the time is over', async () => {
    expect(await say('AgentosForAWhile', open)).toEqual({
      text: 'Opened the blinds. In 1 hour I will put it back.',
      outcome: 'done',
    });
    expect(await puttingBack()).toEqual({ text: 'Put the blinds back.', outcome: 'done' });
    const states = { 'cover.blinds': { state: 'closed', attributes: { current_position: 0 } } };
    expect(set).toEqual([{ entities: ['cover.blinds'], service: 'restore', data: { states } }]);
  });

  it('leaves what somebody has changed since', async () => {
    await say('AgentosForAWhile', open);
    position = 40;
    expect(await puttingBack()).toEqual({ text: 'The blinds was changed since, so I left it.', outcome: 'done' });
    expect(set).toEqual([]);
  });

  it('does not promise to unlock or open a way in again', async () => {
    door = { state: 'unlocked', after: 'locked' };
    expect(await say('AgentosForAWhile', { ...open, conversation_command: 'lock the front door' })).toEqual({
      text: 'Opened the blinds. It stays so: I open or unlock the front door only when somebody says yes at that moment.',
      outcome: 'done',
    });
    expect(await say('AgentosPlanList')).toMatchObject({ text: 'Nothing is planned.' });
  });

  it('plans nothing where nothing was changed', async () => {
    position = 100;
    expect(await say('AgentosForAWhile', open)).toMatchObject({ text: 'Opened the blinds.' });
    expect(await say('AgentosPlanList')).toMatchObject({ text: 'Nothing is planned.' });
  });

  it('tells what is planned, also delays and what is waited for, and cancels one of several', async () => {
    await plan('turn on the hall light');
    await host.call('need.timer.start', { durationMs: HOUR, client: 'cli', command: 'lock the door' });
    await host.call('need.wait.start', {
      ...{ command: 'close the blinds', said: 'it rains', client: 'cli', again: true, enough: 'one', holds: true },
      tests: [{ entity: 'binary_sensor.rain', is: ['on'] }],
    });
    expect(await say('AgentosPlanList')).toMatchObject({
      text: `3 things are planned: "lock the door" in 1 hour, "turn on the hall light" today at 9 o'clock in the morning, and "close the blinds" whenever it rains.`,
    });
    answer = 'the second';
    expect(await say('AgentosPlanCancel')).toMatchObject({
      text: `Cancelled: "turn on the hall light" today at 9 o'clock in the morning.`,
    });
    expect(await say('AgentosPlanCancel', { about: 'close the blinds' })).toMatchObject({ outcome: 'done' });
    expect(await say('AgentosPlanCancel', { about: 'the spaceship' })).toMatchObject({ outcome: 'failed' });
    expect(await say('AgentosPlanCancel', { all: true })).toMatchObject({
      text: 'Cancelled one thing that was planned.',
    });
    expect(await say('AgentosPlanCancel')).toMatchObject({ text: 'Nothing is planned.', outcome: 'failed' });
  });

  it('a voice is not told what was typed', async () => {
    await plan('turn on the hall light');
    expect(await say('AgentosPlanList', {}, 'voice')).toMatchObject({
      text: "One thing is planned: one that was typed, today at 9 o'clock in the morning.",
    });
  });
});
