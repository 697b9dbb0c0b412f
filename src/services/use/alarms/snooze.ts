import type { Command } from '../../../language/command.ts';
import { sayDuration } from '../../../language/say_duration.ts';
import type { Now } from '../../../language/when_meant.ts';
import {
  type RungView,
  scheduleCancel,
  scheduleCreate,
  scheduleList,
  scheduleRung,
} from '../../need/schedule/contract.ts';
import { cancelAlarms } from './cancel_alarm.ts';
import { done, failed, lengthOf, type Place } from './said.ts';

const SNOOZE_MS = 10 * 60_000;
const LONGEST_SNOOZE_MS = 12 * 3_600_000;
/** Longer ago than this, nobody speaks of the alarm that rang. */
const RECENT_MS = 60 * 60_000;

/** Rings again after a while, which really passes whatever is done to the clock on the wall. */
export function* snooze({ length }: Command['slots'], place: Place, epochMs: number) {
  const alarm = yield* lastRung(place, epochMs);
  if (alarm === undefined) return failed('No alarm has rung in the last hour, so there is nothing to snooze.');
  const durationMs = lengthOf(length) || SNOOZE_MS;
  if (durationMs > LONGEST_SNOOZE_MS) return failed('That is too long for a snooze. Set another alarm instead.');
  yield* cancelSnoozes(alarm.label);
  const { label, client, area } = alarm;
  yield* scheduleCreate({
    kind: 'alarm',
    client,
    when: { type: 'elapsed', durationMs },
    ...(label === undefined ? {} : { label }),
    ...(area === undefined ? {} : { area }),
  });
  return done(`Snoozed for ${sayDuration(durationMs)}.`);
}

/** Stops what rang, and what was to ring again. Where nothing rings, to turn off an alarm is to cancel it. */
export function* stopRinging({ text }: Command, place: Place, now: Now & { readonly epochMs: number }) {
  const alarm = yield* lastRung(place, now.epochMs);
  if (alarm !== undefined) {
    yield* cancelSnoozes(alarm.label);
    return done('The alarm is off.');
  }
  if (/\b(?:turn|switch|shut)\b/iu.test(text)) return yield* cancelAlarms({}, now);
  return done('No alarm is ringing.');
}

/** The last alarm that rang for who asks, else in the house. */
function* lastRung({ client, area }: Place, epochMs: number) {
  const { rung } = yield* scheduleRung({ kind: 'alarm' });
  const recent = rung.filter(({ rungAt }) => Math.abs(epochMs - rungAt) <= RECENT_MS);
  const here = (one: RungView): boolean => one.client === client || (area !== undefined && one.area === area);
  return recent.find(here) ?? recent[0];
}

function* cancelSnoozes(label: string | undefined) {
  const { schedules } = yield* scheduleList({ kind: 'alarm' });
  const ids = schedules.filter((one) => one.when.type === 'elapsed' && one.label === label).map(({ id }) => id);
  if (ids.length > 0) yield* scheduleCancel({ ids });
}
