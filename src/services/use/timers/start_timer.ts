import type { Command } from '../../../language/command.ts';
import { sayDuration } from '../../../language/say_duration.ts';
import { MAX_TIMER_MS, timerStart } from '../../need/timer/contract.ts';
import { understand } from '../../need/understand/contract.ts';
import { nameTimer } from './say_timer.ts';
import { textOf, timeMsOf } from './slots.ts';
import type { Place } from './which_timer.ts';

/** Starts a timer, or a command that waits; a command that would not be understood later is refused now. */
export function* startTimer({ slots }: Command, place: Place) {
  const durationMs = timeMsOf(slots);
  if (durationMs <= 0)
    return failed('I did not catch how long the timer should be. Say, for example, "set a timer for 5 minutes".');
  if (durationMs > MAX_TIMER_MS) return failed('A timer can be at most a year long.');
  const area = textOf(slots.area) ?? place.area;
  const here = area === undefined ? {} : { area };
  const command = textOf(slots.conversation_command);
  if (command !== undefined) {
    const meant = yield* understand({ text: command, ...here });
    if (meant.commands.length === 0 || meant.ambiguous !== undefined)
      return failed(`I would not know what to do then: I do not understand "${command}".`);
  }
  const name = textOf(slots.name);
  yield* timerStart({
    durationMs,
    client: place.client,
    ...here,
    ...(name === undefined ? {} : { name }),
    ...(command === undefined ? {} : { command }),
  });
  const long = sayDuration(durationMs);
  if (command !== undefined) return done(`In ${long} I will do this: ${command}.`);
  return done(
    name === undefined ? `Timer set for ${long}.` : `${capital(nameTimer({ name, durationMs }))} set for ${long}.`,
  );
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
