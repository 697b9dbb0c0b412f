import { joinWords, sayDurationBeforeNoun, sayDurationRoughly } from '../../../language/say_duration.ts';
import type { TimerView } from '../../need/timer/contract.ts';

/** `pasta timer`, `5 minute timer`. */
export function nameTimer({ name, durationMs }: Pick<TimerView, 'name' | 'durationMs'>): string {
  if (name === undefined) return `${sayDurationBeforeNoun(durationMs)} timer`;
  return /\b(timer|alarm)$/i.test(name) ? name : `${name} timer`;
}

/** What stands in a list of things to tell: `the pasta timer`, `"turn off the lights"`. */
function whatRuns(timer: TimerView): string {
  return timer.command === undefined ? `the ${nameTimer(timer)}` : `"${timer.command}"`;
}

function sayOne(timer: TimerView, alone: boolean): string {
  const left = sayDurationRoughly(timer.remainingMs);
  if (timer.state === 'due') return `${whatRuns(timer)} is done`;
  if (timer.state === 'paused') return `${whatRuns(timer)} is paused with ${left} left`;
  if (timer.command !== undefined) return `${whatRuns(timer)} comes in ${left}`;
  return alone && timer.name === undefined ? `${left} left` : `${left} left on ${whatRuns(timer)}`;
}

/** How much is left, of one timer or several. */
export function sayStatus(timers: readonly TimerView[]): string {
  const [first] = timers;
  if (first === undefined) return 'There are no timers.';
  if (timers.length === 1) return sentence(sayOne(first, true));
  return `You have ${timers.length} timers: ${joinWords(timers.map((timer) => sayOne(timer, false)))}.`;
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
