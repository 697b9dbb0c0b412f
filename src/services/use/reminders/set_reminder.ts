import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { saidBack } from '../../../language/said_back.ts';
import { sayDayOf } from '../../../language/say_when.ts';
import { type Habit, meantBy, type Now } from '../../../language/when_meant.ts';
import { whenAnswered, whenOf } from '../../../language/when_slot.ts';
import { scheduleCreate } from '../../need/schedule/contract.ts';
import { isSpoken, type Origin } from './asker.ts';
import { sayWhen } from './say_reminder.ts';

/** The hours that stand for parts of a day, where people say no other. */
const HABIT: Habit = { hours: 'awake', usual: { day: 9, morning: 9, afternoon: 15, evening: 18, night: 20 } };

const DOUBTS = {
  time: 'I did not catch when. Say, for example, "remind me tomorrow at 5 to call the bank".',
  past: 'That time has passed already, so I set no reminder.',
  none: 'There is no such day, so I set no reminder.',
} as const;

/** Sets a reminder; asks for what was not said. The reply tells the time in full, as `5` may have been meant otherwise. */
export function* setReminder(slots: Command['slots'], origin: Origin, now: Now) {
  const text = textOf(slots.text) ?? answered((yield* userAsk({ text: 'What should I remind you of?' })).text);
  if (text === undefined) return failed('I did not catch what to remind you of.');
  const said = whenOf(slots.when);
  let meant = meantBy(said ?? {}, now, HABIT);
  if (meant === 'time') {
    const answer = yield* userAsk({ text: said === undefined ? 'When should I remind you?' : 'At what time?' });
    meant = meantBy({ ...said, ...whenAnswered(answer.text) }, now, HABIT);
  }
  if (typeof meant === 'string') return failed(DOUBTS[meant]);
  const { client, area } = origin;
  const reminder = yield* scheduleCreate({
    kind: 'reminder',
    label: text,
    client,
    when: meant,
    ...(area === undefined ? {} : { area }),
    ...(isSpoken(origin) ? { spoken: true } : {}),
  });
  const set = `I will remind you ${sayWhen(reminder, now)}: ${saidBack(text)}.`;
  const next = reminder.when.type === 'recurring' ? reminder.dueLocal : undefined;
  return {
    text: next === undefined ? set : `${set} The first time is ${sayDayOf(next, now)}.`,
    outcome: 'done' as const,
  };
}

function textOf(slot: unknown): string | undefined {
  if (typeof slot !== 'string') return undefined;
  const text = slot
    .trim()
    .replace(/[.!?]+$/u, '')
    .slice(0, 1_000);
  return text === '' ? undefined : text;
}

/** "To call the bank" is answered as it is asked for. */
function answered(text: string): string | undefined {
  return textOf(text.replace(/^\s*(?:to|about|of|that|for)\s+/iu, ''));
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
