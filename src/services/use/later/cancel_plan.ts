import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { tellingWords } from '../../../language/filler_words.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import type { Now } from '../../../language/when_meant.ts';
import { scheduleCancel } from '../../need/schedule/contract.ts';
import { timerChange } from '../../need/timer/contract.ts';
import { waitCancel } from '../../need/wait/contract.ts';
import { done, failed, type Origin } from './origin.ts';
import { type Plan, plansFor } from './plans.ts';

/** Cancels what waits: all of it, what it is about, or the one that is chosen of several. */
export function* cancelPlans(slots: Command['slots'], origin: Origin, now: Now) {
  const plans = yield* plansFor(origin, now);
  if (plans.length === 0) return failed('Nothing is planned.');
  const about = typeof slots.about === 'string' ? slots.about : undefined;
  const meant = about === undefined ? plans : plans.filter(({ words }) => isAbout(words, about));
  if (meant.length === 0) return failed(`Nothing is planned that is about "${about}".`);
  if (slots.all === true) {
    const gone = yield* cancel(meant);
    return done(
      `Cancelled ${gone === 1 ? 'one thing' : `${gone} things`} that ${gone === 1 ? 'was' : 'were'} planned.`,
    );
  }
  const [first, ...more] = meant;
  let chosen = first;
  if (more.length > 0) {
    const choices = meant.map(({ said }) => said);
    const answer = yield* userAsk({ text: `Which one should I cancel: ${joinWords(choices, 'or')}?`, choices });
    chosen = meant[chosenIndex(answer.text, choices) ?? -1];
  }
  if (chosen === undefined) return failed('I did not catch which one, so I cancelled none.');
  const gone = yield* cancel([chosen]);
  return gone === 0 ? failed('That is no longer planned.') : done(`Cancelled: ${chosen.said}.`);
}

function* cancel(plans: readonly Plan[]) {
  const ids = (keeper: Plan['keeper']): string[] => plans.filter((one) => one.keeper === keeper).map(({ id }) => id);
  let gone = 0;
  const schedules = ids('schedule');
  if (schedules.length > 0) gone += (yield* scheduleCancel({ ids: schedules })).schedules.length;
  const timers = ids('timer');
  if (timers.length > 0) gone += (yield* timerChange({ ids: timers, change: 'cancel' })).timers.length;
  const waits = ids('wait');
  if (waits.length > 0) gone += (yield* waitCancel({ ids: waits })).waits.length;
  return gone;
}

/** Every telling word of what was said stands in it. */
function isAbout(words: string, about: string): boolean {
  const known = new Set(tellingWords(words));
  return tellingWords(about).every((word) => known.has(word));
}
