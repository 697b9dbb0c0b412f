import { userAsk } from 'agentos/service';
import { aboutOf } from '../../../language/about_slot.ts';
import type { Command } from '../../../language/command.ts';
import { localAfter, localNow } from '../../../language/local_now.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { stretchMeant } from '../../../language/stretch_meant.ts';
import { stretchOf } from '../../../language/stretch_slot.ts';
import { type CalendarEvent, eventsAbout, eventsIn } from '../../need/calendar/contract.ts';
import { AHEAD_DAYS, type Clock } from './moment.ts';
import { sayWhen } from './say_event.ts';

const ASKED = 5;

/** The events that are meant, by words and a time; those that fit best and, of equal ones, all. */
export function* eventsMeant(slots: Command['slots'], now: Clock) {
  const about = aboutOf(slots);
  const stretch = stretchOf(slots.stretch);
  const span = stretch === undefined ? undefined : stretchMeant(stretch, now);
  // Early today is still today: one may move what has begun.
  const from = span?.from ?? localNow(now);
  const to = span?.to ?? localAfter(now, AHEAD_DAYS);
  const answer = about === undefined ? yield* eventsIn(from, to, ASKED + 1) : yield* eventsAbout(about, from, to);
  const best = answer.events[0]?.fit;
  return { about, span, answer, events: answer.events.filter(({ fit }) => fit === best) };
}

/** One of several: the one that the person names when asked. */
export function* oneOf(events: readonly CalendarEvent[], now: Clock, verb: string) {
  const [first, ...others] = events;
  if (first === undefined || others.length === 0) return first;
  const choices = events.slice(0, ASKED).map((event) => `${event.title} ${sayWhen(event, now)}`);
  const said = yield* userAsk({ text: `Which one should I ${verb}: ${joinWords(choices, 'or')}?`, choices });
  const index = chosenIndex(said.text, choices);
  return index === undefined ? undefined : events[index];
}

/** Whether the whole series is meant: as it was said, or as the person says when asked. Undefined where that was not caught. */
export function* wholeSeries(slots: Command['slots'], { occurrence, title }: CalendarEvent, verb: string) {
  if (occurrence === undefined) return false;
  if (slots.all === true) return true;
  if (slots.one === true) return false;
  const choices = ['only this one', 'all of them'];
  const said = yield* userAsk({
    text: `${title} comes again and again. Should I ${verb} only this one, or all of them?`,
    choices,
  });
  if (/\b(?:all|every|series|whole|both)\b/iu.test(said.text)) return true;
  return /\b(?:this|one|only|just|single|that)\b/iu.test(said.text) ? false : undefined;
}

export function notFound(about: string | undefined, said: string | undefined): string {
  const when = said === undefined ? '' : ` ${said}`;
  return about === undefined
    ? `You have nothing on your calendar${when}.`
    : `I found no "${about}" on your calendar${when}.`;
}
