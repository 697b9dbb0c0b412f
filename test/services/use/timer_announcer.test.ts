import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import announcer from '../../../src/services/use/timer_announcer/router.ts';
import rule from '../../../src/services/use/timer_announcer/rule.ts';
import { drive, type MadeCall } from '../drive.ts';

const MINUTE = 60_000;
const TOLD = Date.UTC(2026, 10, 23, 6, 42);
const due = { id: 't1', client: 'voice-kitchen', durationMs: 10 * MINUTE, dueAt: TOLD, toldAt: TOLD, lateMs: 0 };

function rings(input: Json, { rung = true, now = TOLD } = {}) {
  const at = { epochMs: now, zone: 'UTC', year: 2026, month: 11, day: 23, weekday: 1, hour: 6, minute: 42, second: 0 };
  return drive(announcer, input, ({ subject }: MadeCall) => {
    if (subject === 'need.timer.ring') return { rung };
    if (subject === 'need.clock.now') return at;
    if (subject === 'use.agent_router') return { text: 'Turned off the lights.', outcome: 'done' };
    throw new Error(`unexpected ${subject}`);
  });
}

describe('use.timer_announcer', () => {
  it('marks the timer as rung, then says that it is done', () => {
    const { kind, value, calls } = rings({ ...due, name: 'pasta' });
    expect({ kind, value }).toEqual({ kind: 'end', value: { text: 'Your pasta timer is done.', outcome: 'done' } });
    expect(calls[0]).toMatchObject({ subject: 'need.timer.ring', input: { id: 't1', dueAt: TOLD } });
    expect(rings(due).value).toMatchObject({ text: 'Your 10 minute timer is done.' });
  });

  it('says how late it is', () => {
    expect(rings({ ...due, lateMs: 5 * MINUTE }).value).toMatchObject({
      text: 'Your 10 minute timer is done. It was due 5 minutes ago.',
    });
    expect(rings(due, { now: TOLD + 90 * MINUTE }).value).toMatchObject({
      text: 'Your 10 minute timer is done. It was due 1 hour and 30 minutes ago.',
    });
    expect(rings({ ...due, lateMs: 900 }, { now: TOLD + 900 }).value).toMatchObject({
      text: 'Your 10 minute timer is done.',
    });
  });

  it('does what was put off', () => {
    const { value, calls } = rings({ ...due, area: 'Kitchen', command: 'turn off the lights' });
    expect(value).toEqual({ text: 'Turned off the lights.', outcome: 'done' });
    expect(calls.at(-1)).toMatchObject({
      subject: 'use.agent_router',
      input: { text: 'turn off the lights', area: 'Kitchen' },
    });
  });

  it('neither rings nor acts once the timer was cancelled', () => {
    const { value, calls } = rings({ ...due, command: 'turn off the lights' }, { rung: false });
    expect(value).toMatchObject({ text: expect.stringContaining('changed just before') });
    expect(calls).toHaveLength(1);
  });

  it('is started by a due timer, and rings where that was set', () => {
    expect(rule.on.subject).toBe('signal.timer.due');
    expect(rule.start({ ...due, area: 'Kitchen' })).toMatchObject({
      call: { subject: 'use.timer_announcer', input: { ...due, area: 'Kitchen' } },
      notify: { client: 'voice-kitchen', area: 'Kitchen' },
    });
  });
});
