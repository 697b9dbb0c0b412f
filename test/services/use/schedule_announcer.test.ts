import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import announcer from '../../../src/services/use/schedule_announcer/router.ts';
import rule from '../../../src/services/use/schedule_announcer/rule.ts';
import { drive, type MadeCall } from '../drive.ts';

const MINUTE = 60_000;
const TOLD = Date.UTC(2026, 10, 23, 7);
const due = {
  ...{ id: 's1', kind: 'alarm', client: 'voice-kitchen', dueAt: TOLD, dueLocal: '2026-11-23T07:00:00' },
  ...{ toldAt: TOLD, lateMs: 0, missedBefore: 0, act: 'run' },
};

function rings(input: Json, rung: { [field: string]: Json } = { rung: true }, now = TOLD, answer?: () => unknown) {
  const at = { epochMs: now, zone: 'UTC', year: 2026, month: 11, day: 23, weekday: 1, hour: 7, minute: 0, second: 0 };
  return drive(announcer, input, ({ subject }: MadeCall) => {
    if (subject === 'need.schedule.ring') return rung;
    if (subject === 'need.clock.now') return at;
    if (answer !== undefined) return answer();
    return { text: 'Turned off the lights.', outcome: 'done' };
  });
}

describe('use.schedule_announcer', () => {
  it('marks it as rung, then rings', () => {
    const { kind, value, calls } = rings(due);
    expect({ kind, value }).toEqual({
      kind: 'end',
      value: { text: "Your alarm: it is 7 o'clock in the morning.", outcome: 'done' },
    });
    expect(calls[0]).toMatchObject({ subject: 'need.schedule.ring', input: { id: 's1', dueAt: TOLD } });
    expect(rings({ ...due, label: 'gym' }).value).toMatchObject({
      text: "Your gym alarm: it is 7 o'clock in the morning.",
    });
    expect(rings({ ...due, kind: 'reminder', label: 'call my bank' }).value).toMatchObject({
      text: 'Reminder: call your bank.',
    });
  });

  it('P17 X2 says how late it is, and how often it was missed', () => {
    expect(rings({ ...due, lateMs: 90 * MINUTE, missedBefore: 2 }).value).toMatchObject({
      text: "Your alarm for 7 o'clock in the morning. It was due 1 hour and 30 minutes ago. It was missed 2 times before.",
    });
    expect(rings({ ...due, kind: 'reminder', label: 'tea' }, { rung: true }, TOLD + 5 * MINUTE).value).toMatchObject({
      text: 'Reminder: tea. It was due 5 minutes ago.',
    });
  });

  it('does what was set for the time', () => {
    const said = rings({ ...due, kind: 'task', area: 'Kitchen' }, { rung: true, command: 'turn off the lights' });
    expect(said.value).toEqual({ text: 'Turned off the lights.', outcome: 'done' });
    expect(said.calls.at(-1)).toMatchObject({
      subject: 'use.agent_router',
      input: { text: 'turn off the lights', area: 'Kitchen' },
    });
    const call = { subject: 'need.plants.watered', input: { fern: true } };
    const made = rings({ ...due, kind: 'task', label: 'Watering' }, { rung: true, call }, TOLD, () => ({ litres: 2 }));
    expect(made.calls.at(-1)).toMatchObject(call);
    expect(made.value).toEqual({ text: 'Done: Watering.', outcome: 'done' });
  });

  it('says so where that did not work, and where it is too late for it', () => {
    const call = { subject: 'need.plants.watered', input: {} };
    const refused = rings({ ...due, kind: 'task', label: 'Watering' }, { rung: true, call }, TOLD, () => {
      throw new Fault('UNAVAILABLE', 'The pump does not answer.');
    });
    expect(refused.value).toEqual({ text: 'Watering did not work: The pump does not answer.', outcome: 'failed' });
    const cutOff = rings({ ...due, kind: 'task', label: 'Watering' }, { rung: true, call }, TOLD, () => {
      throw new Fault('UNKNOWN', 'I do not know whether it happened.');
    });
    expect(cutOff.value).toEqual({ text: 'Watering: I do not know whether it happened.', outcome: 'unknown' });
    const left = rings(
      { ...due, kind: 'task', label: 'Watering', lateMs: 120 * MINUTE, act: 'announce' },
      { rung: true, call },
    );
    expect(left.value).toMatchObject({
      text: '"Watering" was to be done, but I was away. It was due 2 hours ago. I left it.',
    });
    expect(left.calls.map(({ subject }) => subject)).not.toContain('need.plants.watered');
  });

  it('P17 X3 comes back after a crash and leaves what is too late by then, unless it is to be done however late', () => {
    const task = { ...due, kind: 'task', label: 'Watering' };
    const call = { subject: 'need.plants.watered', input: {} };
    const made = (rung: { [field: string]: Json }, lateMs: number) =>
      rings(task, { rung: true, call, ...rung }, TOLD + lateMs, () => ({})).calls.map(({ subject }) => subject);
    expect(made({ graceMs: MINUTE }, 120 * MINUTE)).not.toContain('need.plants.watered');
    expect(made({ graceMs: MINUTE }, MINUTE)).toContain('need.plants.watered');
    expect(made({}, 120 * MINUTE)).toContain('need.plants.watered');
  });

  it('neither rings nor acts once it was cancelled or has rung', () => {
    const { value, calls } = rings(due, { rung: false });
    expect(value).toMatchObject({ text: 'The alarm was changed just before it was due.' });
    expect(calls).toHaveLength(1);
  });

  it('is started by what is due, and rings where that was set', () => {
    expect(rule.on.subject).toBe('signal.schedule.due');
    expect(rule.start({ ...due, area: 'Kitchen' })).toMatchObject({
      call: { subject: 'use.schedule_announcer', input: { ...due, area: 'Kitchen' } },
      notify: { client: 'voice-kitchen', area: 'Kitchen' },
    });
  });
});
