import type { Grammar } from '../grammar.ts';
import type { ListReader } from '../list_reader.ts';
import { readDuration } from '../values/duration.ts';
import { readNumber } from '../values/number.ts';
import { readPercent } from '../values/percent.ts';
import { readTemperature } from '../values/temperature.ts';
import { readWhen } from '../values/when.ts';

/**
 * A word, or words that stand for one thing of the home or one value: `§name.light`, `§area`, `§floor`, `§color`, `§percent`,
 * `§degrees`, `§number`, `§duration`, `§when`. What it is takes the place of what was said, so that what was learnt in one home holds in
 * every other.
 */
export interface Unit {
  readonly kind: string;
  /** First word, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

const SIGN = '§';

/** Whether the unit is a thing or a value, and not a mere word. */
export function isMention({ kind }: Pick<Unit, 'kind'>): boolean {
  return kind.startsWith(SIGN);
}

const COLOUR_LISTS = ['color', 'color_temperature_name'];

/** The longest thing or value at each place; of two that are as long, a thing of the home comes first. */
export function unitsOf(grammar: Grammar, words: readonly string[]): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < words.length; ) {
    const unit = mentionAt(grammar, words, at) ?? { kind: words[at] ?? '', from: at, to: at + 1 };
    units.push(unit);
    at = unit.to;
  }
  return units;
}

function mentionAt(grammar: Grammar, words: readonly string[], at: number): Unit | undefined {
  let longest: Unit | undefined;
  const offer = (kind: string, to: number | undefined): void => {
    if (to !== undefined && to > (longest?.to ?? at)) longest = { kind: `${SIGN}${kind}`, from: at, to };
  };
  const each = (list: string, kind: (domain: unknown) => string): void => {
    for (const { value, next } of readings(grammar.readers.get(list), words, at))
      offer(kind(value.context.domain), next);
  };
  each('name', (domain) => `name.${String(domain)}`);
  each('area', () => 'area');
  each('floor', () => 'floor');
  for (const list of COLOUR_LISTS) each(list, () => 'color');
  offer('number', readNumber(words, at)?.next);
  offer('percent', readPercent(words, at)?.next);
  offer('degrees', readTemperature(words, at)?.next);
  offer('duration', readDuration(words, at)?.next);
  offer('when', readWhen(words, at)?.next);
  return longest;
}

/** What a list reads at a place; nothing for one that takes any words. */
export function readings(
  reader: ListReader | undefined,
  words: readonly string[],
  at: number,
): ReturnType<Extract<ListReader, { kind: 'words' }>['read']> {
  return reader === undefined || reader.kind === 'wildcard' ? [] : reader.read(words, at);
}
