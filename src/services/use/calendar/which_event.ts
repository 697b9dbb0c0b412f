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

/**
 * The events that are meant, by words and a time; those that fit best and, of equal ones, all.
 *
 * @param most of those that only a time tells
 */
export function* eventsMeant(slots: Command['slots'], now: Clock, most = ASKED + 1) {
  const about = aboutOf(slots);
  const stretch = stretchOf(slots.stretch);
  const span = stretch === undefined ? undefined : stretchMeant(stretch, now);
  // Early today is still today: one may move what has begun.
  const from = span?.from ?? localNow(now);
  const to = span?.to ?? localAfter(now, AHEAD_DAYS);
  const answer = about === undefined ? yield* eventsIn(from, to, most) : yield* eventsAbout(about, from, to);
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

/** What of a series is meant: one, that and all later ones, or all of it. */
export interface Part {
  readonly all: boolean;
  readonly future: boolean;
}

const ONE: Part = { all: false, future: false };
const FUTURE: Part = { all: false, future: true };
const ALL: Part = { all: true, future: false };

/** As it was said, or as the person says when asked. Undefined where that was not caught. */
export function* partMeant(slots: Command['slots'], { occurrence, title }: CalendarEvent, verb: string) {
  if (occurrence === undefined) return ONE;
  if (slots.future === true) return FUTURE;
  if (slots.all === true) return ALL;
  if (slots.one === true) return ONE;
  const choices = ['only this one', 'this and all later ones', 'all of them'];
  const { text } = yield* userAsk({
    text: `${title} comes again and again. Should I ${verb} only this one, this and all later ones, or all of them?`,
    choices,
  });
  if (/\b(?:later|future|following|from (?:now|then|there) on|onwards?|after)\b/iu.test(text)) return FUTURE;
  if (/\b(?:all|every|series|whole|both)\b/iu.test(text)) return ALL;
  return /\b(?:this|one|only|just|single|that)\b/iu.test(text) ? ONE : undefined;
}

export function notFound(about: string | undefined, said: string | undefined): string {
  const when = said === undefined ? '' : ` ${said}`;
  return about === undefined
    ? `You have nothing on your calendar${when}.`
    : `I found no "${about}" on your calendar${when}.`;
}
