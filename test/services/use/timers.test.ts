import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import durable from '../../../src/services/need/schedule/durable.ts';
import timers from '../../../src/services/use/timers/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock, settled } from '../fake_clock.ts';
import { ToolHost } from '../tool_host.ts';

const MINUTE = 60_000;

describe('use.timers', () => {
  let clock: FakeClock;
  let host: ToolHost;
  let release: () => Promise<void>;
  /** What is answered to a question, and what was asked. */
  let answer = '';
  let asked: Json[] = [];
  let understood = true;
  /** What is not clear without a room or a name, of the words before it was asked. */
  let doubt: Json | undefined;

  beforeEach(async () => {
    clock = new FakeClock();
    host = new ToolHost({ clock });
    release = await host.open(durable);
    answer = '';
    asked = [];
    understood = true;
    doubt = undefined;
  });

  afterEach(async () => {
    host.stop();
    await release();
  });

  const serve = async ({ subject, input }: MadeCall): Promise<unknown> => {
    if (subject === 'need.user.ask') {
      asked.push(input);
      return { text: answer, yes: false };
    }
    if (subject === 'need.understand') {
      const command = { intent: 'HassTurnOff', slots: {}, targets: [], text: 'turn off the lights' };
      const ambiguous = asked.length === 0 && doubt !== undefined ? { ambiguous: doubt } : {};
      return { tier: understood ? 'grammar' : 'none', commands: understood ? [command] : [], ...ambiguous, ms: 0 };
    }
    return host.call(subject, input);
  };
  const say = async (intent: string, slots: { [slot: string]: Json } = {}, area?: string) => {
    const origin = { client: area ?? 'cli', interface: 'cli', ...(area === undefined ? {} : { area }) };
    const { value } = await driveAsync(timers, { intent, slots, targets: [], text: 'x' }, serve, { origin });
    await settled();
    return value;
  };

  it('sets a timer, named or not', async () => {
    expect(await say('HassStartTimer', { minutes: 5 })).toEqual({ text: 'Timer set for 5 minutes.', outcome: 'done' });
    expect(await say('HassStartTimer', { hours: 1, minutes: 30, name: 'pizza' })).toMatchObject({
      text: 'Pizza timer set for 1 hour and 30 minutes.',
    });
    expect(await say('HassStartTimer', { minutes: 5, seconds: 30 })).toMatchObject({
      text: 'Timer set for 5 minutes and 30 seconds.',
    });
  });

  it.each([
    ['5 minutes', '5 minutes'],
    ['for half an hour.', '30 minutes'],
    ['seven', '7 minutes'],
  ])('asks how long where that was not said: %s', async (said, long) => {
    answer = said;
    expect(await say('HassStartTimer', {})).toMatchObject({ text: `Timer set for ${long}.` });
    expect(asked).toMatchObject([{ text: 'For how long?' }]);
  });

  it('asks now what nobody could answer later: which room, which device', async () => {
    const later = { minutes: 10, conversation_command: 'turn off the lamp' };
    const lamp = (area: string) => ({ id: `light.${area}`, name: 'Lamp', domain: 'light', area });
    const choices = [lamp('Kitchen'), lamp('Office')];
    doubt = { command: 0, slot: 'area', text: 'lamp', choices };
    answer = 'the office';
    expect(await say('HassStartTimer', later)).toMatchObject({
      text: 'In 10 minutes I will do this: turn off the lamp in the Office.',
    });
    expect(asked).toMatchObject([{ text: 'In which room?', choices: ['Kitchen', 'Office', 'everywhere'] }]);
    asked = [];
    doubt = { command: 0, slot: 'name', text: 'the lamp', choices };
    answer = 'the first';
    expect(await say('HassStartTimer', later)).toMatchObject({
      text: 'In 10 minutes I will do this: turn off Lamp in the Kitchen.',
    });
    asked = [];
    answer = 'what?';
    expect(await say('HassStartTimer', later)).toMatchObject({ outcome: 'failed' });
    expect(await host.call('need.timer.list', {})).toMatchObject({ timers: [{}, {}] });
  });

  it('refuses a timer without a length, or of more than a year', async () => {
    expect(await say('HassStartTimer', {})).toMatchObject({ outcome: 'failed' });
    expect(await say('HassStartTimer', { hours: 10_000 })).toMatchObject({
      text: 'A timer can be at most a year long.',
      outcome: 'failed',
    });
    expect(await say('HassTimerStatus')).toMatchObject({ text: 'There are no timers.' });
  });

  it('tells how much is left', async () => {
    await say('HassStartTimer', { minutes: 5 });
    await clock.pass(MINUTE + 2_000);
    expect(await say('HassTimerStatus')).toMatchObject({ text: '3 minutes and 58 seconds left.' });
    await say('HassStartTimer', { minutes: 90, name: 'roast' });
    expect(await say('HassTimerStatus')).toMatchObject({
      text: 'You have 2 timers: 3 minutes and 58 seconds left on the 5 minute timer and 1 hour and 30 minutes left on the roast timer.',
    });
    expect(await say('HassTimerStatus', { name: 'Roast' })).toMatchObject({
      text: '1 hour and 30 minutes left on the roast timer.',
    });
    expect(await say('HassTimerStatus', { name: 'egg' })).toMatchObject({
      text: 'There is no egg timer.',
      outcome: 'failed',
    });
  });

  it('finds a timer by what it was set for', async () => {
    await say('HassStartTimer', { minutes: 5 });
    await say('HassStartTimer', { hours: 1 });
    expect(await say('HassCancelTimer', { start_hours: 1 })).toMatchObject({
      text: 'Cancelled the 1 hour timer.',
      outcome: 'done',
    });
    expect(await say('HassCancelTimer', { start_minutes: 7 })).toMatchObject({
      text: 'There is no 7 minute timer.',
      outcome: 'failed',
    });
  });

  it('takes the timer of the room where several would do', async () => {
    await say('HassStartTimer', { minutes: 5 }, 'Kitchen');
    await say('HassStartTimer', { minutes: 10 }, 'Office');
    expect(await say('HassPauseTimer', {}, 'Office')).toMatchObject({
      text: 'Paused the 10 minute timer with 10 minutes left.',
    });
    expect(asked).toEqual([]);
    expect(await say('HassTimerStatus', { area: 'Kitchen' })).toMatchObject({ text: '5 minutes left.' });
    expect(await say('HassUnpauseTimer')).toMatchObject({
      text: 'The 10 minute timer is running again: 10 minutes left.',
    });
  });

  it('asks which where it cannot tell', async () => {
    await say('HassStartTimer', { minutes: 5 });
    await say('HassStartTimer', { minutes: 10, name: 'pasta' });
    answer = 'the pasta one';
    expect(await say('HassIncreaseTimer', { minutes: 2 })).toMatchObject({
      text: 'Added 2 minutes to the pasta timer: 12 minutes left.',
    });
    expect(asked).toMatchObject([
      {
        text: 'Which timer should I change: the 5 minute timer or the pasta timer?',
        choices: ['the 5 minute timer', 'the pasta timer'],
      },
    ]);
    answer = 'the first';
    expect(await say('HassDecreaseTimer', { minutes: 1 })).toMatchObject({
      text: 'Took 1 minute off the 5 minute timer: 4 minutes left.',
    });
    answer = 'the blue one';
    expect(await say('HassCancelTimer')).toMatchObject({
      text: 'I did not catch which timer, so I changed none.',
      outcome: 'failed',
    });
    expect(await say('HassTimerStatus')).toMatchObject({ text: expect.stringContaining('You have 2 timers') });
  });

  it('cancels all, of a room or of the house', async () => {
    await say('HassStartTimer', { minutes: 5 }, 'Kitchen');
    await say('HassStartTimer', { minutes: 6 }, 'Kitchen');
    await say('HassStartTimer', { minutes: 7 }, 'Office');
    expect(await say('HassCancelAllTimers', { area: 'Kitchen' })).toMatchObject({
      text: 'Cancelled 2 timers in the Kitchen.',
    });
    expect(await say('HassCancelAllTimers')).toMatchObject({ text: 'Cancelled 1 timer.' });
    expect(await say('HassCancelAllTimers')).toMatchObject({ text: 'There are no timers to cancel.' });
  });

  it('puts a command off, if it is one', async () => {
    expect(await say('HassStartTimer', { minutes: 5, conversation_command: 'turn off the lights' })).toMatchObject({
      text: 'In 5 minutes I will do this: turn off the lights.',
    });
    expect(await say('HassTimerStatus')).toMatchObject({ text: '"turn off the lights" comes in 5 minutes.' });
    understood = false;
    expect(await say('HassStartTimer', { minutes: 5, conversation_command: 'frobnicate' })).toMatchObject({
      outcome: 'failed',
    });
    expect(await host.call('need.timer.list', {})).toMatchObject({ timers: [{ command: 'turn off the lights' }] });
  });

  it('does not say it did what it did not', async () => {
    expect(await say('HassPauseTimer')).toMatchObject({ text: 'There are no timers.', outcome: 'failed' });
    await say('HassStartTimer', { minutes: 5 });
    expect(await say('HassUnpauseTimer')).toMatchObject({ text: 'That timer is not paused.', outcome: 'failed' });
    expect(await say('HassIncreaseTimer')).toMatchObject({ text: 'I did not catch how much time.', outcome: 'failed' });
  });
});
