import type { Json } from '../../src/language/home.ts';
import { wordsOf } from '../../src/language/text.ts';
import { carryOut } from './carried_out.ts';
import { areaOf, type IntentRow, type IntentSet } from './intents.ts';
import { type Outcome, resultOf, type SetResult } from './outcome.ts';
import type { PublicHome } from './public_home.ts';
import type { Houses } from './sentences.ts';

/** What a reply can tell beside names and numbers. */
const STATES = new Set(
  'yes no on off open closed locked unlocked home away wet dry low normal charging connected disconnected clear sunny rainy cloudy detected running idle playing paused docked cleaning'.split(
    ' ',
  ),
);
/** Intents whose reply tells nothing but the name of a thing that our home does not keep, or is told by other services than the home's. */
const NOT_THE_HOME = /Timer|CurrentTime|CurrentDate|HassRespond|Nevermind|ShoppingList|ListAddItem/;
/** Their answer is what was asked for, not that something was done. */
const QUESTIONS = /^HassGetState$|GetTemperature$|^HassGetWeather$/;

/** Whether our reply names the devices, rooms, numbers and states that Home Assistant's does. */
export async function measureReplies({ name, rows }: IntentSet, houses: Houses, seed: number): Promise<SetResult> {
  const outcomes: Outcome[] = [];
  for (const { row, home } of rows) {
    const expected = [row.response ?? ''].flat().filter((one) => one.trim() !== '');
    if (expected.length === 0 || NOT_THE_HOME.test(row.intent)) continue;
    const done = await carryOut(houses, JSON.stringify(home), row.text, areaOf(row));
    const told = new Set(wordsOf(done.reply));
    const wanted = expected.map((one) => tellingWords(one, row, home));
    const right = done.acted && wanted.some((words) => words.every((word) => told.has(word)));
    outcomes.push({
      text: row.text,
      verdict: right ? 'right' : done.acted ? 'wrong' : 'refused',
      ms: done.ms,
      wanted: expected.join(' | '),
      got: `${done.meant}: ${done.reply}`,
    });
  }
  return resultOf(`${name}: reply`, outcomes, seed, '95 %');
}

/**
 * Numbers, states, and the words of names in an answer. An answer that only says that something was done tells nothing else; "not open" may
 * as well be told as "closed".
 */
function tellingWords(answer: string, { intent }: IntentRow, home: PublicHome): string[] {
  const words = wordsOf(answer);
  const numbers = words.filter((word) => /^\d/.test(word));
  if (!QUESTIONS.test(intent)) return numbers;
  const said = ` ${words.join(' ')} `;
  const names = [...home.entities, ...home.areas, ...home.people].flatMap(({ name }) => {
    const own: string[] = wordsOf(name);
    return said.includes(` ${own.join(' ')} `) ? own : [];
  });
  const states = new Set<Json>([...STATES, ...home.entities.flatMap(({ state }) => wordsOf(String(state)))]);
  return [
    ...new Set([...numbers, ...names, ...words.filter((word, at) => states.has(word) && words[at - 1] !== 'not')]),
  ];
}
