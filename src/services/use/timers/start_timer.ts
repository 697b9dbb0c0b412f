import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { sayDuration } from '../../../language/say_duration.ts';
import { parseDuration } from '../../../language/values/duration.ts';
import { parseNumber } from '../../../language/values/number.ts';
import { MAX_TIMER_MS, timerStart } from '../../need/timer/contract.ts';
import { sureOf } from '../../need/understand/contract.ts';
import { whyNotAlone } from '../later/contract.ts';
import { nameTimer } from './say_timer.ts';
import { textOf, timeMsOf } from './slots.ts';
import type { Place } from './which_timer.ts';

/** Starts a timer, or a command that waits; asks how long where that was not said. A command that would not be understood later is refused now. */
export function* startTimer({ slots }: Command, place: Place) {
  const durationMs = timeMsOf(slots) || lengthAnswered((yield* userAsk({ text: 'For how long?' })).text);
  if (durationMs <= 0)
    return failed('I did not catch how long the timer should be. Say, for example, "set a timer for 5 minutes".');
  if (durationMs > MAX_TIMER_MS) return failed('A timer can be at most a year long.');
  const area = textOf(slots.area) ?? place.area;
  const here = area === undefined ? {} : { area };
  const wanted = textOf(slots.conversation_command);
  const command = wanted === undefined ? undefined : yield* sureOf(wanted, here);
  if (wanted !== undefined && command === undefined)
    return failed(`I would not know what to do then: I do not understand "${wanted}".`);
  const refused = command === undefined ? undefined : yield* whyNotAlone(command, here);
  if (refused !== undefined) return failed(refused);
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

/** `5 minutes`, `for half an hour`; a number alone is of minutes. */
function lengthAnswered(text: string): number {
  const plain = text
    .trim()
    .replace(/[.!?]+$/u, '')
    .replace(/^(?:for|make it)\s+/iu, '');
  const said = parseDuration(plain)?.value;
  if (said === undefined) return (parseNumber(plain)?.value ?? 0) * 60_000;
  const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = said;
  return Math.round(((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
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
