import { userAsk } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import type { When } from '../../../language/values/when.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenFits } from '../../../language/when_slot.ts';
import type { ScheduleView } from '../../need/schedule/contract.ts';
import { describe } from './say_alarm.ts';

/** The alarms that are meant by a time or a name; all of them where neither was said. */
export function alarmsMeant(
  alarms: readonly ScheduleView[],
  when: When | undefined,
  name: string | undefined,
  now: Now,
): readonly ScheduleView[] {
  return alarms.filter(
    ({ dueLocal, label, when: set }) =>
      (when === undefined || (dueLocal !== undefined && whenFits(when, dueLocal, now))) &&
      (when?.every === undefined || set.type === 'recurring' || set.type === 'interval') &&
      (name === undefined || label?.toLowerCase() === name.toLowerCase()),
  );
}

/** One of several: the one that the person names when asked. */
export function* oneOf(alarms: readonly ScheduleView[], now: Now, verb: string) {
  const [first, ...others] = alarms;
  if (first === undefined || others.length === 0) return first;
  const choices = alarms.map((alarm) => describe(alarm, now));
  const said = yield* userAsk({ text: `Which one should I ${verb}: ${joinWords(choices, 'or')}?`, choices });
  const index = chosenIndex(said.text, choices);
  return index === undefined ? undefined : alarms[index];
}
