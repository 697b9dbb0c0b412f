import { userAsk } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import type { TimerView } from '../../need/timer/contract.ts';
import { nameTimer } from './say_timer.ts';
import { type Slots, startMsOf, textOf } from './slots.ts';

export interface Place {
  readonly client: string;
  readonly area?: string | undefined;
}

/** The timers that the slots describe: by what they were set for, by name, by room; all of them where nothing is said. */
export function describedBy(slots: Slots, timers: readonly TimerView[]): readonly TimerView[] {
  const startMs = startMsOf(slots);
  const name = textOf(slots.name);
  const area = textOf(slots.area);
  return timers.filter(
    (timer) =>
      (startMs === 0 || timer.durationMs === startMs) &&
      (name === undefined || same(timer.name, name)) &&
      (area === undefined || same(timer.area, area)),
  );
}

function same(left: string | undefined, right: string): boolean {
  return left !== undefined && left.toLowerCase() === right.toLowerCase();
}

/** One of several: the only one of this client or room, else the one that the person names when asked. */
export function* oneOf(timers: readonly TimerView[], place: Place, verb: string) {
  const [first, ...others] = timers;
  if (first === undefined || others.length === 0) return first;
  const here = timers.filter(({ client, area }) =>
    area === undefined ? client === place.client : area === place.area,
  );
  if (here.length === 1) return here[0];
  const choices = distinctNames(timers);
  const said = yield* userAsk({ text: `Which timer should I ${verb}: ${joinWords(choices, 'or')}?`, choices });
  const index = chosenIndex(said.text, choices);
  return index === undefined ? undefined : timers[index];
}

function distinctNames(timers: readonly TimerView[]): string[] {
  const names = timers.map((timer) => `the ${nameTimer(timer)}`);
  const located = timers.map(({ area }, index) =>
    area === undefined ? `${names[index]}` : `${names[index]} in the ${area}`,
  );
  return names.map((name, index) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    const place = located[index] ?? name;
    if (located.indexOf(place) === located.lastIndexOf(place)) return place;
    return `${place}, number ${located.slice(0, index + 1).filter((other) => other === place).length}`;
  });
}
