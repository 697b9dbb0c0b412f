import { expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import agent from '../../../src/services/use/context_builder/agent.ts';
import { drive, type MadeCall } from '../drive.ts';

const NOW = { epochMs: 0, zone: 'UTC', year: 2026, month: 11, day: 23, weekday: 1, hour: 9, minute: 5, second: 0 };
const device = (n: number) => ({ id: `light.l${n}`, name: `Lamp ${n}`, aliases: [], state: 'off', attributes: {} });
const turn = (thread: string, said: string) => ({
  thread,
  turn: 1,
  at: 0,
  client: 'cli',
  interface: 'cli',
  channel: 'owner',
  mine: true,
  said,
  reply: `about ${said}`,
  withheld: false,
  taint: [],
});

function built({ subject }: MadeCall): unknown {
  if (subject === 'need.clock.now') return NOW;
  if (subject === 'need.device.list') return { entities: [device(1), device(2)] };
  if (subject === 'need.llm.embed') throw new Fault('UNIMPLEMENTED', 'nobody provides it');
  if (subject === 'need.memory.search') return { memories: [{ id: 'm', text: 'Tea is in the shed', at: 0 }] };
  return { turns: [turn('other', 'tea'), turn('thread', 'this very one')], more: false };
}

test('what is known is told in lines, with where it comes from', () => {
  const { value } = drive(agent, { text: 'where is the tea by the lamp' }, built, {
    origin: { client: 'cli', interface: 'cli', area: 'kitchen' },
  });
  expect(value).toEqual({
    context: [
      'It is Monday, November 23rd, 2026, 9:05 in the morning.',
      'It was said in the kitchen.',
      'Lamp 1 (light.l1) is off.',
      'Lamp 2 (light.l2) is off.',
      'Remembered: Tea is in the shed',
      'Earlier, "tea" was answered with "about tea"',
    ].join('\n'),
    sources: ['need.clock.now', 'origin', 'need.device.list', 'need.memory.search', 'need.history.find'],
  });
});

const event = (title: string, hour: number, outside = false) => ({
  ...{ calendar: 'c', id: title, version: '1', title, start: hour, end: hour + 1, allDay: false },
  ...{ startLocal: `2026-11-24T${hour}:00:00`, endLocal: `2026-11-24T${hour + 1}:00:00` },
  ...{ people: [], busy: true, outside },
});
const withCalendar = (call: MadeCall): unknown =>
  call.subject === 'need.calendar.events'
    ? [
        {
          ok: true,
          provider: 'local',
          data: {
            events: [event('Dentist', 10), event('Win a prize', 15, true)],
            more: false,
            behind: [],
            unreadable: 0,
          },
        },
      ]
    : built(call);

test('the calendar is looked at where it is asked for; what others wrote into it is not shown', () => {
  const { value } = drive(agent, { text: 'help me plan my day tomorrow' }, withCalendar);
  const { context, sources } = value as { context: string; sources: string[] };
  expect(sources).toContain('need.calendar.events');
  expect(context).toMatch(/^On the calendar, tomorrow at 10 .*: Dentist\.$/m);
  expect(context).toMatch(/^On the calendar, tomorrow at 3 .*: something that others put there\.$/m);
  expect(context).not.toContain('prize');
});

test.each([
  ['what can I cook today', false],
  ['turn the lamp on', false],
  ['write a poem about the week', false],
  ['am I free on Friday', true],
  ['do we have time for a walk this evening', true],
  ['what should I prepare for my meeting', true],
])('%s: looks at the calendar: %s', (text, looks) => {
  const { calls } = drive(agent, { text }, withCalendar);
  expect(calls.some(({ subject }) => subject === 'need.calendar.events')).toBe(looks);
});

test('a calendar is not looked at for a voice', () => {
  const { calls } = drive(agent, { text: 'am I free on Friday' }, withCalendar, {
    origin: { client: 'kitchen', interface: 'voice' },
  });
  expect(calls.some(({ subject }) => subject === 'need.calendar.events')).toBe(false);
});

test('nothing private is gathered for a voice', () => {
  const { value, calls } = drive(agent, { text: 'tea' }, built, { origin: { client: 'kitchen', interface: 'voice' } });
  expect(calls.map(({ subject }) => subject)).toEqual(['need.clock.now', 'need.device.list']);
  expect(JSON.stringify(value)).not.toContain('shed');
});

test('it stays within its tokens, and no source crowds out the others', () => {
  const many = (call: MadeCall) =>
    call.subject === 'need.device.list' ? { entities: Array.from({ length: 500 }, (_, n) => device(n)) } : built(call);
  for (const tokens of [50, 60, 100, 1_000]) {
    const { value } = drive(agent, { text: 'tea', tokens }, many);
    const { context, sources } = value as { context: string; sources: string[] };
    expect(context.length).toBeLessThanOrEqual(tokens * 4);
    expect(sources).toContain('need.memory.search');
  }
});

test('what cannot be had is left out', () => {
  const { value } = drive(agent, { text: 'tea' }, () => {
    throw new Fault('UNAVAILABLE', 'gone');
  });
  expect(value).toEqual({ context: '', sources: [] });
});
