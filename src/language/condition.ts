import { z } from 'zod';
import type { Command } from './command.ts';
import { commandsOf, type Read } from './put_off.ts';
import { type Token, tokenize } from './text.ts';
import { readNumber } from './values/number.ts';
import { readTemperature } from './values/temperature.ts';

/** What may be so or not: a question that the house answers, and which answer is meant. */
export const condition = z.object({
  /** As it was said: `a window is open`. */
  said: z.string(),
  /** `is any window open`; with a bound, what asks for the number: `what is the temperature`. */
  question: z.string(),
  /** Whether a yes is meant, or a no: `nobody is home`. */
  holds: z.boolean(),
  /** The number has to be more, or less, than this. */
  above: z.number().exactOptional(),
  below: z.number().exactOptional(),
});
export type Condition = z.infer<typeof condition>;

const IS: ReadonlyMap<string, readonly [verb: string, holds: boolean]> = new Map([
  ['is', ['is', true]],
  ['are', ['are', true]],
  ["'s", ['is', true]],
  ['isnt', ['is', false]],
  ['arent', ['are', false]],
]);
/** Who it is has to be asked where it is said. */
const SPEAKER = /^i (?:am|is) ((?:at )?home|away)$/iu;
const NOBODY = /^(?:nobody|no ?one|none of us)\b/iu;
const BOUNDS: readonly (readonly [words: string, side: 'above' | 'below'])[] = [
  ...['above', 'over', 'more than', 'higher than', 'greater than', 'warmer than', 'hotter than', 'brighter than'].map(
    (words) => [words, 'above'] as const,
  ),
  ...['below', 'under', 'less than', 'lower than', 'smaller than', 'colder than', 'cooler than', 'darker than'].map(
    (words) => [words, 'below'] as const,
  ),
];
/** How a number comes to be above or below another. */
const MOVES =
  'is|are|gets|get|goes|rises|climbs|falls|drops|sinks|becomes|reads|shows|is getting|has gone|has risen|has fallen|has dropped';
const MEASURED = new RegExp(
  `^(?<what>.+?)(?:'s| (?:${MOVES}))(?: (?:now|currently|already|still|to))* (?:(?<not>not) )?(?:${BOUNDS.map(([words]) => `(?<${keyOf(words)}>${words})`).join('|')}) (?<rest>.+)$`,
  'iu',
);
const UNITS = /^(?:degrees?|celsius|centigrade|fahrenheit|percent|watts?|kilowatts?|ppm|lux|c|f|w|per cent)$/u;

function keyOf(words: string): string {
  return words.replaceAll(' ', '_');
}

/** Reads what is said behind `if`; undefined where the house could not tell whether it is so. */
export function readCondition(text: string, read: Read): Condition | undefined {
  const said = text.trim();
  const [, where] = SPEAKER.exec(said) ?? [];
  if (where !== undefined) return { said, question: `am i ${/home/iu.test(where) ? 'home' : 'away'}`, holds: true };
  const plain = said.replaceAll('’', "'");
  for (const found of [...measured(plain), ...asked(plain)]) {
    const [command, ...more] = commandsOf(read(found.question), (one) => tells(one, found)) ?? [];
    if (command !== undefined && more.length === 0) return { said, ...found };
  }
  return undefined;
}

type Candidate = Omit<Condition, 'said'>;

/** A yes or no for a state, a number for a bound. */
function tells({ intent, slots, targets }: Command, { above, below }: Candidate): boolean {
  const isNumber = above !== undefined || below !== undefined;
  if (intent === 'HassGetWeather') return isNumber ? slots.condition === 'temperature' : slots.condition !== undefined;
  if (intent === 'HassClimateGetTemperature') return isNumber;
  return intent === 'HassGetState' && targets.length > 0 && isNumber === (slots.state === undefined);
}

/** `It is above 23 in the bedroom`, `the humidity in the bathroom is over 60 percent`. */
function measured(text: string): Candidate[] {
  const groups = MEASURED.exec(text)?.groups;
  const [, side] = BOUNDS.find(([words]) => groups?.[keyOf(words)] !== undefined) ?? [];
  const bound = side === undefined ? undefined : numberIn(groups?.['rest'] ?? '');
  if (bound === undefined || side === undefined) return [];
  const what = (groups?.['what'] ?? '').trim();
  const where = bound.rest === '' ? '' : ` ${bound.rest}`;
  const [, thing, place] = /^(?:the )?(.+?) (?:in|of|at) (?:the |my |our )?(.+)$/iu.exec(what) ?? [];
  const questions = /^(?:it|the temperature|temperature)$/iu.test(what)
    ? [`what is the temperature${where}`]
    : [`what is ${what}${where}`, ...(thing === undefined ? [] : [`what is the ${place} ${thing}`])];
  const holds = groups?.['not'] === undefined;
  return questions.map((question) => ({ question, holds, [side]: bound.value }));
}

/** The number that words begin with, and what is left behind its unit. */
function numberIn(text: string): { readonly value: number; readonly rest: string } | undefined {
  const { tokens, text: clean } = tokenize(text);
  const words = tokens.map(({ word }) => word);
  const number = readNumber(words, 0);
  const degrees = readTemperature(words, 0);
  if (number === undefined) return undefined;
  let next = Math.max(number.next, degrees?.next ?? 0);
  while (UNITS.test(words[next] ?? '')) next += 1;
  const from = tokens[next]?.start;
  return { value: number.value, rest: from === undefined ? '' : clean.slice(from) };
}

/** A statement turned into the question whether it is so: the verb goes first. */
function asked(text: string): Candidate[] {
  const rain = /^it (rain|snow)s$/iu.exec(text);
  if (rain !== null) return [{ question: `is it ${rain[1]}ing`, holds: true }];
  const { tokens, text: clean } = tokenize(text);
  return tokens.flatMap((token, at): Candidate[] => {
    const [verb, holds] = IS.get(token.word) ?? [];
    if (verb === undefined || holds === undefined || at === 0 || at === tokens.length - 1) return [];
    return turned(verb, holds, partOf(clean, tokens.slice(0, at)), partOf(clean, tokens.slice(at + 1)));
  });
}

function turned(verb: string, holds: boolean, subject: string, state: string): Candidate[] {
  const [, not, rest = ''] = /^(not |n't )?(?:already |currently |still |now )?(.*)$/iu.exec(state) ?? [];
  let yes = not === undefined ? holds : !holds;
  // `There is nobody home`, `there is no window open`: what there is not is said behind.
  const there =
    /^there$/iu.test(subject) && /^(?:nobody|no|no ?one|a|an|any|somebody|someone|anybody|anyone)\b/iu.test(rest);
  let who = there ? '' : `${subject} `;
  let what = rest;
  const change = (words: string): string => {
    const none = words.replace(NOBODY, 'anybody').replace(/^no (?=\S)/iu, 'any ');
    if (none !== words) yes = !yes;
    return none.replace(/^an? (?=\S)/iu, 'any ');
  };
  if (there) what = change(rest);
  else who = change(who);
  return [{ question: `${verb} ${who}${what}`.replaceAll(/\s+/gu, ' ').trim(), holds: yes }];
}

function partOf(text: string, tokens: readonly Token[]): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}
