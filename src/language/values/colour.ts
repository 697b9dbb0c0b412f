import { colourAliases, colourNames, whites } from './colour_names.ts';
import { readNumber } from './number.ts';
import { type Reading, readWhole } from './tokens.ts';

/**
 * A colour of light. `name` is as said in full words (`light blue`; Home Assistant writes it together); whites by temperature
 * come in kelvin.
 */
export type Colour =
  | { readonly kind: 'rgb'; readonly name: string; readonly rgb: readonly [red: number, green: number, blue: number] }
  | { readonly kind: 'white'; readonly name: string; readonly kelvin: number };

const longestName = 3;

function colourOf(words: string): Colour | undefined {
  const kelvin = whites.get(words);
  if (kelvin !== undefined) return { kind: 'white', name: words, kelvin };
  const name = colourAliases.get(words) ?? words;
  const rgb = colourNames.get(name);
  return rgb === undefined ? undefined : { kind: 'rgb', name, rgb: [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff] };
}

/** Names written together, as Home Assistant has them: `lightblue`. */
const together = new Map([...colourNames.keys()].map((name) => [name.replaceAll(' ', ''), name]));

/** `red`, `light sea green`, `warm white`, `2700 kelvin`. The longest name that starts here. */
export function readColour(tokens: readonly string[], at: number): Reading<Colour> | undefined {
  for (let length = longestName; length > 0; length -= 1) {
    const words = tokens.slice(at, at + length);
    const found = words.length === length ? colourOf(words.join(' ')) : undefined;
    if (found !== undefined) return { value: found, next: at + length };
  }
  const joined = colourOf(together.get(tokens[at] ?? '') ?? '');
  if (joined !== undefined) return { value: joined, next: at + 1 };
  return readKelvin(tokens, at);
}

/** Lamps reach from a candle (1000 K) to a blue sky (12,000 K); anything else was not meant as one. */
function readKelvin(tokens: readonly string[], at: number): Reading<Colour> | undefined {
  const number = readNumber(tokens, at);
  if (number === undefined || number.value < 1000 || number.value > 12_000) return undefined;
  const start = tokens[number.next] === 'degrees' ? number.next + 1 : number.next;
  if (!/^(?:k|kelvins?)$/u.test(tokens[start] ?? '')) return undefined;
  return { value: { kind: 'white', name: `${number.value} kelvin`, kelvin: number.value }, next: start + 1 };
}

export function parseColour(text: string): { readonly value: Colour } | undefined {
  const value = readWhole(readColour, text);
  return value === undefined ? undefined : { value };
}
