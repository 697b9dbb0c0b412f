import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import { parseDuration } from '../../../src/language/values/duration.ts';
import { parseStretch } from '../../../src/language/values/stretch.ts';
import { parseWhen } from '../../../src/language/values/when.ts';
import local from '../../../src/services/need/calendar/local.ts';
import system from '../../../src/services/need/clock/system.ts';
import calendar from '../../../src/services/use/calendar/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock } from '../fake_clock.ts';
import { ToolHost } from '../tool_host.ts';

const READS = new Set(['need.calendar.events', 'need.calendar.find', 'need.calendar.free', 'need.calendar.list']);

describe('use.calendar', () => {
  let host: ToolHost;
  let answers: string[] = [];
  let asked: Json[] = [];
  let failing: string | undefined;

  beforeEach(async () => {
    // Monday, 2026-11-23 08:15 in Berlin.
    host = new ToolHost({ clock: new FakeClock(Date.UTC(2026, 10, 23, 7, 15), 'Europe/Berlin') });
    host.add(system);
    await host.open(local);
    [answers, asked, failing] = [[], [], undefined];
  });

  const serve = async ({ subject, input }: MadeCall): Promise<unknown> => {
    if (subject === 'need.user.ask') {
      asked.push(input);
      const text = answers.shift() ?? '';
      return { text, yes: text === 'yes' };
    }
    if (!READS.has(subject)) return host.call(subject, input);
    const slices: Json[] = [{ provider: 'local', ok: true, data: await host.call(subject, input) }];
    if (failing !== undefined)
      slices.unshift({
        provider: 'caldav',
        ok: false,
        error: { code: 'UNAVAILABLE', message: failing, retryable: true },
      });
    return slices;
  };
  const say = async (intent: string, slots: { [slot: string]: unknown } = {}) => {
    const input = {
      intent: `AgentosCalendar${intent}`,
      slots: JSON.parse(JSON.stringify(slots)),
      targets: [],
      text: 'x',
    };
    const { value } = await driveAsync(calendar, input, serve);
    return value;
  };
  const when = (text: string) => ({ when: parseStretch(text)?.value ?? parseWhen(text)?.value });
  const stretch = (text: string) => ({ stretch: parseStretch(text)?.value });
  const add = (event: string, at: string, more: object = {}) => say('Add', { event, ...when(at), ...more });
  const list = (text: string) => say('List', stretch(text));

  it('puts in what is said, and tells the time in full', async () => {
    expect(await add('a meeting with Anna', 'tomorrow at 3', { length: parseDuration('an hour')?.value })).toEqual({
      text: "Added Meeting with Anna tomorrow at 3 o'clock in the afternoon, for 1 hour.",
      outcome: 'done',
    });
    expect(await add('dentist', 'every two weeks on monday at 9')).toMatchObject({
      text: "Added Dentist every second Monday at 9 o'clock in the morning. The first time is today.",
    });
    expect(await add('lunch', 'on friday from 12 to 2')).toMatchObject({
      text: 'Added Lunch on Friday at noon, for 2 hours.',
    });
    expect(await add("mom's birthday", 'on march 3rd')).toMatchObject({
      text: "Added Mom's birthday on Wednesday, March 3rd, 2027, all day.",
    });
    expect(await list('this week')).toMatchObject({
      text: "You have 3 things on your calendar this week: Dentist today at 9 o'clock in the morning, Meeting with Anna tomorrow at 3 o'clock in the afternoon, and Lunch on Friday at noon.",
    });
    expect(await list('tomorrow')).toMatchObject({
      text: "You have one thing on your calendar tomorrow: Meeting with Anna at 3 o'clock in the afternoon.",
    });
    expect(await list('this weekend')).toMatchObject({ text: 'You have nothing on your calendar this weekend.' });
    expect(await list('in december')).toMatchObject({
      text: expect.stringContaining('Dentist on Monday, December 7th at 9'),
    });
  });

  it('asks for what was not said, and puts nothing in where it does not get it', async () => {
    answers = ['3 pm'];
    expect(await add('dentist', 'tomorrow')).toMatchObject({
      text: "Added Dentist tomorrow at 3 o'clock in the afternoon.",
    });
    answers = ['all day'];
    expect(await add('a trade fair', 'on friday')).toMatchObject({ text: 'Added Trade fair on Friday, all day.' });
    answers = ['gym', 'tomorrow at 6 pm'];
    expect(await say('Add')).toMatchObject({ text: "Added Gym tomorrow at 6 o'clock in the evening." });
    answers = ['whenever'];
    expect(await add('yoga', 'tomorrow')).toMatchObject({ outcome: 'failed' });
    expect(await say('Add', { event: 'x', ...when('on november 23rd 2025 at 9') })).toMatchObject({
      outcome: 'failed',
    });
    expect(asked).toMatchObject([
      { text: 'At what time?' },
      { text: 'At what time?' },
      { text: 'What should I call it?' },
      { text: 'When is it?' },
      { text: 'At what time?' },
    ]);
    expect(await say('Find', { about: 'yoga' })).toMatchObject({ text: 'I found no "yoga" on your calendar.' });
  });

  it('tells what comes next, and when something is', async () => {
    expect(await say('Next')).toMatchObject({ text: 'You have no appointments in the next two months.' });
    await add('dentist', 'on thursday at 4');
    await add('stand-up', 'every day at 7 am');
    expect(await say('Next')).toMatchObject({
      text: "Your next appointment is Stand-up tomorrow at 7 o'clock in the morning.",
    });
    expect(await say('Find', { about: 'the dentist' })).toMatchObject({
      text: "Dentist is on Thursday at 4 o'clock in the afternoon.",
    });
    expect(await say('Find', { about: 'dentist', ...stretch('tomorrow') })).toMatchObject({
      text: 'I found no "dentist" on your calendar tomorrow.',
    });
  });

  it('moves what is meant, keeps what was not said, and asks which', async () => {
    await add('dentist', 'tomorrow at 3');
    expect(await say('Move', { about: 'the dentist', ...when('to thursday at 4'.slice(3)) })).toMatchObject({
      text: "Dentist is now on Thursday at 4 o'clock in the afternoon.",
    });
    expect(await say('Move', { about: 'dentist', ...when('friday') })).toMatchObject({
      text: "Dentist is now on Friday at 4 o'clock in the afternoon.",
    });
    expect(await say('Move', { about: 'dentist', by: parseDuration('half an hour')?.value })).toMatchObject({
      text: 'Dentist is now on Friday at 4:30 in the afternoon.',
    });
    await add('meeting with Anna', 'tomorrow at 10');
    await add('meeting with Ben', 'tomorrow at 2 pm');
    answers = ['the one with Ben'];
    expect(await say('Move', { about: 'meeting', ...stretch('tomorrow'), ...when('at 5 pm') })).toMatchObject({
      text: "Meeting with Ben is now tomorrow at 5 o'clock in the afternoon.",
    });
    expect(asked).toMatchObject([
      {
        text: "Which one should I move: Meeting with Anna tomorrow at 10 o'clock in the morning or Meeting with Ben tomorrow at 2 o'clock in the afternoon?",
      },
    ]);
    expect(await say('Move', { about: 'plumber', ...when('friday') })).toEqual({
      text: 'I found no "plumber" on your calendar.',
      outcome: 'failed',
    });
  });

  it('asks whether one of a series is meant, or all', async () => {
    await add('choir', 'every monday at 7 pm');
    answers = ['only this one'];
    expect(await say('Move', { about: 'choir', ...when('tomorrow') })).toMatchObject({
      text: "Choir is now tomorrow at 7 o'clock in the evening.",
    });
    answers = ['all of them'];
    expect(await say('Cancel', { about: 'choir', ...stretch('next week') })).toMatchObject({
      text: 'Deleted Choir, all of them.',
    });
    expect(await say('Next')).toMatchObject({ text: 'You have no appointments in the next two months.' });
    expect(asked).toHaveLength(2);
  });

  it('moves and deletes one of a series and all later ones', async () => {
    await add('choir', 'every monday at 7 pm');
    expect(await say('Move', { about: 'choir', future: true, ...when('8 pm') })).toMatchObject({
      text: expect.stringMatching(/^Moved Choir, this one and all later ones: the next one is .*8 o'clock/),
    });
    answers = ['this one and the later ones'];
    expect(await say('Cancel', { about: 'choir', ...stretch('next week') })).toMatchObject({
      text: expect.stringMatching(/^Deleted Choir .*, and all later ones\.$/),
    });
    expect(await say('Next')).not.toMatchObject({ text: 'You have no appointments in the next two months.' });
  });

  it('cancels the one that is meant', async () => {
    await add('meeting', 'tomorrow at 3');
    await add('dentist', 'on friday at 9');
    expect(await say('Cancel', { about: 'the meeting', ...stretch('tomorrow') })).toEqual({
      text: "Deleted Meeting tomorrow at 3 o'clock in the afternoon.",
      outcome: 'done',
    });
    expect(await list('this week')).toMatchObject({ text: expect.stringContaining('one thing') });
  });

  it('clears a day after it was told what is on it, and keeps all without a yes', async () => {
    await add('meeting', 'tomorrow at 3');
    await add('choir', 'every tuesday at 7 pm');
    await add('dentist', 'on friday at 9');
    answers = ['no'];
    expect(await say('Cancel', { everything: true, ...stretch('tomorrow') })).toMatchObject({
      text: 'All right, I deleted none.',
    });
    expect(asked).toMatchObject([
      { text: expect.stringMatching(/^Should I delete all 2 appointments tomorrow: Meeting .* and Choir .*\?$/) },
    ]);
    answers = ['yes'];
    expect(await say('Cancel', { everything: true, ...stretch('tomorrow') })).toMatchObject({ text: 'Deleted all 2.' });
    expect(await list('tomorrow')).toMatchObject({ text: expect.stringContaining('nothing') });
    // The series goes on, and what is on another day stays.
    expect(await list('next week')).toMatchObject({ text: expect.stringContaining('Choir') });
    expect(await list('friday')).toMatchObject({ text: expect.stringContaining('Dentist') });
  });

  it('says whether one is free', async () => {
    await add('workshop', 'on friday from 1 pm to 3 pm');
    expect(await say('Free', stretch('friday afternoon'))).toMatchObject({
      text: "Not all of it: on Friday afternoon you are busy from 1 o'clock in the afternoon to 3 o'clock in the afternoon.",
    });
    expect(await say('Free', stretch('tomorrow'))).toMatchObject({ text: 'Yes, you are free tomorrow.' });
    expect(await say('Free', { busy: true, ...stretch('on friday from 1 pm to 3 pm') })).toMatchObject({
      text: expect.stringMatching(/^Yes, you are busy on Friday from 1/u),
    });
    expect(await say('Free', { busy: true, ...stretch('tomorrow') })).toMatchObject({
      text: 'No, you are free tomorrow.',
    });
  });

  it('says so where a calendar could not be read', async () => {
    failing = 'The calendar server of work does not answer.';
    expect(await list('today')).toMatchObject({
      text: 'You have nothing more on your calendar today. The calendar server of work does not answer.',
    });
  });

  it('says plainly what went wrong with a change', async () => {
    await add('dentist', 'tomorrow at 3');
    const input = { intent: 'AgentosCalendarCancel', slots: { about: 'dentist' }, targets: [], text: 'x' };
    const { value } = await driveAsync(calendar, input, async (call) => {
      // Somebody else is quicker.
      if (call.subject === 'need.calendar.delete')
        await driveAsync(
          calendar,
          {
            ...input,
            intent: 'AgentosCalendarMove',
            slots: JSON.parse(JSON.stringify({ about: 'dentist', ...when('friday') })),
          },
          serve,
        );
      return serve(call);
    });
    expect(value).toEqual({
      text: 'Dentist was changed elsewhere meanwhile, so I left it as it is. Ask for it again to see how it is now.',
      outcome: 'failed',
    });
  });
});
