import { agent, historyFind, llmEmbed, type Settled, settle } from 'agentos/service';
import { tellingWords } from '../../../language/filler_words.ts';
import { sayDate, sayTime } from '../../../language/say_instant.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { deviceList } from '../../need/device/contract.ts';
import { memorySearch } from '../../need/memory/contract.ts';
import { contextBuilder } from './contract.ts';

/** A model reads about so many characters as one token. */
const CHARACTERS_PER_TOKEN = 4;
const DEVICES = 12;
const MEMORIES = 5;
const TURNS = 4;

interface Part {
  readonly source: string;
  readonly lines: readonly string[];
}

/**
 * What is private is not gathered for a voice: whoever is in the room may have asked, and each reading would have to be allowed
 * by itself.
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
