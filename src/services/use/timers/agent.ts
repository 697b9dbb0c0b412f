import { agent } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { sayDuration, sayDurationBeforeNoun } from '../../../language/say_duration.ts';
import { type TimerView, timerChange, timerList } from '../../need/timer/contract.ts';
import { timers } from './contract.ts';
import { nameTimer, sayStatus } from './say_timer.ts';
import { startMsOf, textOf, timeMsOf } from './slots.ts';
import { startTimer } from './start_timer.ts';
import { describedBy, oneOf, type Place } from './which_timer.ts';

const CHANGES = {
  HassCancelTimer: 'cancel',
  HassPauseTimer: 'pause',
  HassUnpauseTimer: 'resume',
  HassIncreaseTimer: 'add',
  HassDecreaseTimer: 'remove',
} as const;
type Change = (typeof CHANGES)[keyof typeof CHANGES];

export default agent({
  contract: timers,
  *run({ input, thread }) {
    const place: Place = { client: thread.origin.client, area: thread.origin.area };
    if (input.intent === 'HassStartTimer') return yield* startTimer(input, place);

    const known = (yield* timerList({})).timers;
    const described = describedBy(input.slots, known);
    if (input.intent === 'HassTimerStatus') {
      return described.length === 0 && known.length > 0
        ? unknownTimer(input)
        : { text: sayStatus(described), outcome: 'done' as const };
    }
    if (input.intent === 'HassCancelAllTimers') return yield* cancelAll(input, described);
    return yield* changeOne(input, known, described, place);
  },
});

function* cancelAll(input: Command, described: readonly TimerView[]) {
  const area = textOf(input.slots.area);
  const where = area === undefined ? '' : ` in the ${area}`;
  if (described.length === 0) return { text: `There are no timers${where} to cancel.`, outcome: 'done' as const };
  const { timers: gone } = yield* timerChange({ ids: described.map(({ id }) => id), change: 'cancel' });
  return { text: `Cancelled ${gone.length} timer${gone.length === 1 ? '' : 's'}${where}.`, outcome: 'done' as const };
}

function* changeOne(input: Command, known: readonly TimerView[], described: readonly TimerView[], place: Place) {
  const change = changeOf(input);
  const byMs = timeMsOf(input.slots);
  if (described.length === 0) return known.length === 0 ? failed('There are no timers.') : unknownTimer(input);
  if ((change === 'add' || change === 'remove') && byMs <= 0) return failed('I did not catch how much time.');
  const fitting = described.filter(({ state }) =>
    change === 'pause' ? state === 'running' : change !== 'resume' || state === 'paused',
  );
  if (fitting.length === 0)
    return failed(change === 'pause' ? 'That timer is not running.' : 'That timer is not paused.');

  const timer = yield* oneOf(fitting, place, change === 'add' || change === 'remove' ? 'change' : change);
  if (timer === undefined) return failed('I did not catch which timer, so I changed none.');
  const { timers: after } = yield* timerChange({
    ids: [timer.id],
    change,
    ...(byMs > 0 && (change === 'add' || change === 'remove') ? { byMs } : {}),
  });
  const [changed] = after;
  if (changed === undefined) return failed(`The ${nameTimer(timer)} is no longer there.`);
  return { text: sayChange(change, changed, byMs), outcome: 'done' as const };
}

function changeOf({ intent }: Command): Change {
  return intent in CHANGES ? CHANGES[intent as keyof typeof CHANGES] : 'pause';
}

function sayChange(change: Change, timer: TimerView, byMs: number): string {
  const name = nameTimer(timer);
  const left = sayDuration(timer.remainingMs);
  switch (change) {
    case 'cancel':
      return `Cancelled the ${name}.`;
    case 'pause':
      return `Paused the ${name} with ${left} left.`;
    case 'resume':
      return `The ${name} is running again: ${left} left.`;
    case 'add':
      return `Added ${sayDuration(byMs)} to the ${name}: ${left} left.`;
    case 'remove':
      return timer.remainingMs > 0
        ? `Took ${sayDuration(byMs)} off the ${name}: ${left} left.`
        : `That leaves nothing of the ${name}.`;
  }
}

function unknownTimer({ slots }: Command) {
  const name = textOf(slots.name);
  const area = textOf(slots.area);
  const startMs = startMsOf(slots);
  const which = name === undefined ? (startMs === 0 ? '' : `${sayDurationBeforeNoun(startMs)} `) : `${name} `;
  return failed(`There is no ${which}timer${area === undefined ? '' : ` in the ${area}`}.`);
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
