import { agent, historyFind, invoke, llmEmbed, type Settled, settle } from 'agentos/service';
import { asksCalendar } from '../../../language/asks_calendar.ts';
import { tellingWords } from '../../../language/filler_words.ts';
import { localAfter, localNow } from '../../../language/local_now.ts';
import { sayDate, sayTime } from '../../../language/say_instant.ts';
import { sayMoment } from '../../../language/say_when.ts';
import { calendarEvents, eventsOf } from '../../need/calendar/contract.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { deviceList } from '../../need/device/contract.ts';
import { memorySearch } from '../../need/memory/contract.ts';
import { contextBuilder } from './contract.ts';

/** A model reads about so many characters as one token. */
const CHARACTERS_PER_TOKEN = 4;
const DEVICES = 12;
const MEMORIES = 5;
const TURNS = 4;
const EVENTS = 10;
const EVENT_DAYS = 8;

interface Part {
  readonly source: string;
  readonly lines: readonly string[];
}

/**
 * What is private is not gathered for a voice: whoever is in the room may have asked, and each reading would have to be allowed
 * by itself. The calendar is looked at only where a request has to do with it: what others may write to it, as an invitation is,
 * makes all that follows theirs as well. What they wrote is not shown at all, only that the time is taken.
 */
export default agent({
  contract: contextBuilder,
  *run({ input, thread }) {
    const { text, tokens } = input;
    const { area, interface: from } = thread.origin;
    const alone = from !== 'voice';
    const words = tellingWords(text).filter((word) => word.length > 1);
    const about = area === undefined ? text : `${text} ${area}`;
    const [time] = yield* settle([clockNow({})]);
    const [devices] = yield* settle([deviceList({ about, limit: DEVICES })]);
    const [embedded] = alone ? yield* settle([llmEmbed({ texts: [text] })]) : [];
    const [values] = embedded?.ok ? embedded.value.vectors : [];
    const vector = embedded?.ok && values ? { vector: { model: embedded.value.model, values } } : {};
    const [memories] = alone ? yield* settle([memorySearch({ about: text, limit: MEMORIES, ...vector })]) : [];
    const [earlier] =
      alone && words.length > 0
        ? yield* settle([historyFind({ words: words.slice(0, 20), mine: true, limit: TURNS })])
        : [];
    const looked = alone && time?.ok && asksCalendar(text) ? time.value : undefined;
    const span = looked && { from: localNow(looked), to: localAfter(looked, EVENT_DAYS) };
    const [events] = span ? yield* settle([invoke(calendarEvents.subject, { ...span, limit: EVENTS })]) : [];
    const parts: Part[] = [
      {
        source: 'need.clock.now',
        lines: said(time, (now) => [`It is ${sayDate(now)}, ${sayTime(now.hour, now.minute)}.`]),
      },
      { source: 'origin', lines: area === undefined ? [] : [`It was said in the ${area}.`] },
      {
        source: 'need.device.list',
        lines: said(devices, ({ entities }) => entities.map(({ id, name, state }) => `${name} (${id}) is ${state}.`)),
      },
      {
        source: calendarEvents.subject,
        lines: looked === undefined ? [] : said(events, (answer) => appointments(answer, looked)),
      },
      {
        source: 'need.memory.search',
        lines: said(memories, ({ memories: found }) => found.map((memory) => `Remembered: ${memory.text}`)),
      },
      {
        source: 'need.history.find',
        lines: said(earlier, ({ turns }) =>
          turns
            .filter((turn) => turn.thread !== thread.id && turn.said !== undefined && turn.reply !== undefined)
            .map((turn) => `Earlier, "${turn.said}" was answered with "${turn.reply}"`),
        ),
      },
    ];
    return within(parts, tokens * CHARACTERS_PER_TOKEN);
  },
});

function appointments(answer: unknown, now: Parameters<typeof sayMoment>[1]): readonly string[] {
  const { events } = readable(answer);
  return events.map(({ title, startLocal, allDay, outside }) => {
    const when = allDay ? `${sayMoment(startLocal, now).replace(/ at .*/u, '')}, all day` : sayMoment(startLocal, now);
    return `On the calendar, ${when}: ${outside ? 'something that others put there' : title}.`;
  });
}

function readable(answer: unknown): Pick<ReturnType<typeof eventsOf>, 'events'> {
  try {
    return eventsOf(answer, EVENTS);
  } catch {
    // No calendar, or none that answers.
    return { events: [] };
  }
}

/** What could not be had is left out: less is known then, and nothing is wrong. */
function said<O>(settled: Settled<O> | undefined, lines: (value: O) => readonly string[]): readonly string[] {
  return settled?.ok ? lines(settled.value) : [];
}

/** As many whole lines as there is room for; each part has its turn, so that no long one crowds out the others. */
function within(parts: readonly Part[], room: number): { context: string; sources: string[] } {
  const kept = new Map<Part, string[]>(parts.map((part) => [part, []]));
  let left = room;
  for (let row = 0; parts.some(({ lines }) => row < lines.length); row += 1) {
    for (const part of parts) {
      const line = part.lines[row];
      if (line === undefined || line.length + 1 > left) continue;
      left -= line.length + 1;
      kept.get(part)?.push(line);
    }
  }
  return {
    context: [...kept.values()].flat().join('\n'),
    sources: parts.filter((part) => (kept.get(part)?.length ?? 0) > 0).map(({ source }) => source),
  };
}
