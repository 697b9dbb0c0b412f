import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import local from '../../../src/services/need/calendar/local.ts';
import system from '../../../src/services/need/clock/system.ts';
import meetingPreparer from '../../../src/services/use/meeting_preparer/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock } from '../fake_clock.ts';
import { ToolHost } from '../tool_host.ts';

/** A memory that knows these, as the capability answers. */
const remembering = (...texts: readonly string[]) => ({
  memories: texts.map((text, index) => ({ id: String(index), text, at: 0 })),
});
const turn = (said: string, reply: string) => ({
  ...{ thread: 'earlier', turn: 1, at: 0, client: 'cli', interface: 'cli', channel: 'owner', mine: true },
  ...{ said, reply, withheld: false, taint: [] },
});

interface House {
  readonly memories?: readonly string[];
  readonly turns?: readonly Json[];
  readonly model?: (prompt: string) => string;
  readonly from?: string;
}

async function prepare(
  slots: { [slot: string]: Json },
  { memories = [], turns = [], model, from = 'cli' }: House = {},
) {
  // Monday, 2026-11-23 08:15 in Berlin.
  const host = new ToolHost({ clock: new FakeClock(Date.UTC(2026, 10, 23, 7, 15), 'Europe/Berlin') });
  host.add(system);
  await host.open(local);
  await host.call('need.calendar.create', {
    title: 'Meeting with Anna',
    start: '2026-11-24T15:00:00',
    place: 'Main Street',
    notes: 'Bring the plan',
  });
  await host.call('need.calendar.create', { title: 'Dentist', start: '2026-11-27T09:00:00' });
  const asked: string[] = [];
  const serve = async ({ subject, input }: MadeCall): Promise<unknown> => {
    asked.push(subject);
    if (subject.startsWith('need.calendar.'))
      return [{ provider: 'local', ok: true, data: await host.call(subject, input) }];
    if (subject === 'need.memory.search') return remembering(...memories);
    if (subject === 'need.history.find') return { turns, more: false };
    if (subject !== 'need.llm.write') return host.call(subject, input);
    if (model === undefined) throw new Fault('UNIMPLEMENTED', 'nobody answers need.llm.write');
    return { text: model(JSON.stringify(input)), cut: false, model: 'm', usage: { input_tokens: 1, output_tokens: 1 } };
  };
  const command = { intent: 'AgentosMeetingPrepare', slots, targets: [], text: 'x' };
  const { value } = await driveAsync(meetingPreparer, command, serve, { origin: { client: 'cli', interface: from } });
  return { value, asked };
}

describe('use.meeting_preparer', () => {
  it('lists what is known of the next appointment, without a model', async () => {
    const { value } = await prepare(
      {},
      {
        memories: ['Anna likes short meetings', 'the bins go out on Friday'],
        turns: [turn('who is Anna', 'Your architect.')],
      },
    );
    expect(value).toEqual({
      text: `Meeting with Anna is tomorrow at 3 o'clock in the afternoon, Main Street. The notes say: Bring the plan. You had me remember: Anna likes short meetings. Before, you asked "who is Anna", and I said: Your architect.`,
      outcome: 'done',
    });
  });

  it('takes the one that is named, and says where nothing more is known', async () => {
    expect((await prepare({ about: 'the dentist' })).value).toMatchObject({
      text: "Dentist is on Friday at 9 o'clock in the morning. I know nothing more about it.",
    });
    expect((await prepare({ about: 'plumber' })).value).toMatchObject({
      text: 'I found no "plumber" on your calendar in the next 30 days.',
    });
  });

  it.each([
    ['my meeting tomorrow', /^Meeting with Anna is tomorrow/],
    ['the meeting with Anna tomorrow', /^Meeting with Anna is tomorrow/],
    ['the appointment today', /^You have no appointments today\.$/],
    ['dentist tomorrow', /^I found no "dentist" on your calendar tomorrow\.$/],
  ])('a day is no part of the name: %s', async (about, text) => {
    expect((await prepare({ about })).value).toMatchObject({ text: expect.stringMatching(text) });
  });

  it('lets a model say it, from what is known and nothing else', async () => {
    const { value } = await prepare(
      {},
      {
        memories: ['Anna likes short meetings'],
        model: (prompt) =>
          prompt.includes('Anna likes short meetings') ? 'It is at three. Keep it short.' : 'not told',
      },
    );
    expect(value).toEqual({ text: 'It is at three. Keep it short.', outcome: 'done' });
  });

  it('gathers nothing private for a voice', async () => {
    const { asked } = await prepare({}, { from: 'voice' });
    expect(asked).not.toContain('need.memory.search');
    expect(asked).not.toContain('need.history.find');
  });
});
