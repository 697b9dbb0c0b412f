import { describe, expect, it } from 'vitest';
import { announcement } from '../../../src/services/need/announce/contract.ts';
import house from '../../../src/services/need/announce/house.ts';
import announcer from '../../../src/services/use/announcer/router.ts';
import rule from '../../../src/services/use/announcer/rule.ts';
import broadcast from '../../../src/services/use/broadcast/agent.ts';
import { drive, type MadeCall } from '../drive.ts';

const asked = (slots: Readonly<Record<string, string>>) =>
  drive(broadcast, { intent: 'HassBroadcast', slots, targets: [], text: 'broadcast that' }, ({ subject }: MadeCall) => {
    if (subject === 'need.announce') return {};
    throw new Error(`unexpected ${subject}`);
  });

describe('use.broadcast', () => {
  it('has the message said all over the house', () => {
    const { value, calls } = asked({ message: 'dinner is ready' });
    expect(calls).toMatchObject([{ subject: 'need.announce', input: { message: 'dinner is ready' } }]);
    expect(value).toEqual({ text: 'Announced.', outcome: 'done' });
  });

  it('asks for a message where there is none', () => {
    expect(asked({})).toMatchObject({ value: { outcome: 'unknown' }, calls: [] });
  });
});

describe('use.announcer', () => {
  it('is started by an announcement, for everyone', () => {
    expect(rule.on.subject).toBe(announcement.subject);
    expect(house.contract.subject).toBe('need.announce');
    const started = rule.start({ message: 'dinner is ready' });
    expect(started?.call).toMatchObject({ subject: 'use.announcer', input: { message: 'dinner is ready' } });
    expect(started?.notify).toBeUndefined();
  });

  it('says the message as a sentence', () => {
    const said = (message: string) => drive(announcer, { message }, () => undefined).value;
    expect(said('dinner is ready')).toEqual({ text: 'Dinner is ready.', outcome: 'done' });
    expect(said('Come down now!')).toEqual({ text: 'Come down now!', outcome: 'done' });
  });
});
