/**
 * What the house does when recorded people speak to it: every recording, after a wake word, goes through the built
 * `agentos listen --wav` to a real daemon with a fresh state. What should happen is what happens when the same is typed.
 *
 *   npm run build && npm run measure:voice -- [--data DIR] [--root DIR] [--others N] [--only TEXT]
 *
 * Prints a table in Markdown. `--root` is where the built package stands; `--others` how many recordings of something else.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spokenWords } from '../src/language/speech/spoken_words.ts';
import { wordsOf } from '../src/language/text.ts';
import { clips, type Said } from './measure_voice/clips.ts';
import { listenTo } from './measure_voice/hear.ts';
import { type Deed, House } from './measure_voice/house.ts';
import { lineOf, type Measured, totals } from './measure_voice/table.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/audio' },
    root: { type: 'string', default: '.' },
    others: { type: 'string', default: '20' },
    only: { type: 'string' },
  },
});
const area = 'office';
const homeFile = join(values.data, 'home.yaml');
const nothing: Deed = { reply: '', calls: [], changed: [], asked: [] };

/** Numbers in words, British or American, no case. */
const plain = (text: string) => (spokenWords(wordsOf(text)) ?? wordsOf(text)).join(' ');

async function inFreshHouse<T>(name: string, work: (house: House) => Promise<T>): Promise<T> {
  const house = await House.open(values.root, homeFile, area, name);
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

async function measured(said: Said): Promise<Measured> {
  const { text } = said;
  const typed = text === null ? Promise.resolve(nothing) : inFreshHouse('voice', (house) => house.typed(text));
  return inFreshHouse('watching', async (house) => {
    const wanted = await typed;
    const { code, events } = await listenTo(said.sound, values.root, house.socket, area);
    const of = <T extends (typeof events)[number]['type']>(type: T) =>
      events.filter((event): event is Extract<(typeof events)[number], { type: T }> => event.type === type);
    const [utterance, end, spoken] = [of('utterance')[0], of('end').at(-1), of('spoken')];
    const asked = of('ask').map((ask) => ask.text);
    const reply = end?.text ?? spoken.at(-1)?.text ?? '';
    const done = end === undefined ? { ...nothing, reply, asked } : await house.deed(end.thread, reply, asked);
    const exact = text !== null && utterance !== undefined && plain(utterance.text) === plain(text);
    return {
      ...{ said, wanted, done, exact, code, woken: of('wake').length > 0, utterance },
      trouble: of('trouble').map((each) => each.text),
      waitedSeconds: spoken.find((each) => each.afterSpeechSeconds !== undefined)?.afterSpeechSeconds,
    };
  });
}

const all: Measured[] = [];
for (const said of await clips(values.data, Number(values.others))) {
  if (values.only !== undefined && !`${said.file} ${said.text}`.includes(values.only)) continue;
  const one = await measured(said);
  if (all.length === 0) console.log(lineOf());
  console.log(lineOf(one));
  all.push(one);
}
console.log(`\n${totals(all)}`);
