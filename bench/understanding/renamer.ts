import { type Choose, seeded } from '../../src/language/templates/random.ts';
import type { PublicHome } from './public_home.ts';

/** Nouns that say what a thing is: a new name keeps them, and a room that is called like one keeps its name. */
const KINDS = new Set(
  `light lights lamp lamps ceiling fan fans blind blinds curtain curtains shade shades shutter shutters cover covers door doors window windows
  gate garage lock locks switch switches plug outlet socket sensor sensors detector thermostat heater heating heat pump furnace hvac ac air
  conditioner conditioning tv television speaker speakers media player music sound bar soundbar radio vacuum mower robot list lists chores shopping tasks todo
  scene mode script valve sprinkler sprinklers siren camera phone computer battery temperature humidity motion occupancy leak smoke gas co co2 no no2 n2o so2
  pm1 pm10 pm2 ozone power energy voltage current water weight floor floors room upstairs downstairs basement home house outside outdoor indoor left right front back side
  main mains party stealth play corner coffee maker kettle oven fridge dishwasher washer dryer machine the of my in to and s usage today production stored
  consumption speed pressure quality meter frequency factor apparent reactive moisture rain level status state program birthday next mileage track luminance illuminance`.split(
    /\s+/,
  ),
);

const ROOMS =
  'scullery atelier veranda larder snug solarium mudroom observatory belfry gallery parlour smithy chapel stable orangery cloister barn loggia undercroft turret'.split(
    ' ',
  );
const WORDS =
  'birch cobalt dahlia fjord heron juniper kestrel lotus maple nimbus otter pebble quartz raven sable thistle umber willow zephyr badger cedar falcon lichen magpie'.split(
    ' ',
  );

/** Gives a home and what is said about it other names and numbers: the same for the same seed. */
export class Renamer {
  readonly #names = new Map<string, string>();
  readonly #pattern: RegExp | undefined;
  readonly #choose: Choose;

  constructor(home: PublicHome, seed: number) {
    this.#choose = seeded(seed);
    const rooms = this.#shuffled(ROOMS);
    const words = this.#shuffled(WORDS);
    const taken = new Map<string, string>();
    const other = (word: string, from: string[]): string => {
      const known = taken.get(word) ?? from[taken.size % from.length] ?? word;
      taken.set(word, known);
      return known;
    };
    const areaNames = home.areas.flatMap(({ name, aliases }) => [name, ...aliases]);
    for (const name of areaNames)
      if (!wordsIn(name).every((word) => KINDS.has(word) || /^\d+$/.test(word)))
        this.#names.set(name.toLowerCase(), other(name.toLowerCase(), rooms));
    const rooms_ = longestFirst([...this.#names.keys()]);
    const things = [...home.entities, ...home.people].flatMap((one) => [
      one.name,
      ...('aliases' in one && Array.isArray(one.aliases) ? one.aliases.map(String) : []),
    ]);
    for (const thing of things) {
      const lower = thing.toLowerCase();
      if (this.#names.has(lower)) continue;
      const placed = rooms_ === undefined ? lower : lower.replace(rooms_, (room) => this.#names.get(room) ?? room);
      const renamed =
        placed === lower
          ? lower.replace(/[\p{L}]+(?:['’]s)?/gu, (word) => (KINDS.has(word) ? word : other(word, words)))
          : placed;
      this.#names.set(lower, renamed);
    }
    // A thing may be called by one word of its name.
    for (const [word, renamed] of taken)
      if (word.length > 4 && !word.includes(' ') && !this.#names.has(word)) this.#names.set(word, renamed);
    this.#pattern = longestFirst([...this.#names.keys()]);
  }

  text(said: string): string {
    if (this.#pattern === undefined) return said;
    return said.replace(this.#pattern, (found) => {
      const renamed = this.#names.get(found.toLowerCase()) ?? found;
      return /^\p{Lu}/u.test(found) ? renamed.replace(/(?<![\p{L}'’])\p{L}/gu, (sign) => sign.toUpperCase()) : renamed;
    });
  }

  home(home: PublicHome): PublicHome {
    const named = <T extends { readonly name: string; readonly aliases: string[] }>(one: T): T => ({
      ...one,
      name: this.text(one.name),
      aliases: one.aliases.map((alias) => this.text(alias)),
    });
    const ids = new Map(home.areas.map(({ name }) => [name, this.text(name)]));
    return {
      ...home,
      areas: home.areas.map((area) => named(area)),
      entities: home.entities.map((entity) => ({
        ...named(entity),
        ...(entity.area === undefined ? {} : { area: ids.get(entity.area) ?? entity.area }),
      })),
      people: home.people.map((person) => ({ ...person, name: this.text(person.name) })),
    };
  }

  /** Other numbers for those that are both said in digits and in a slot: from 2 to twice as much, and up to 100. */
  numbers(said: string, slots: readonly unknown[]): (text: string) => string {
    const others = new Map<string, string>();
    for (const slot of slots) {
      if (typeof slot !== 'number' || !Number.isInteger(slot) || slot < 3 || slot > 100) continue;
      if (!new RegExp(`(?<![\\d.:])${slot}(?![\\d.:])`).test(said)) continue;
      const most = Math.min(slot * 2, slot > 59 ? 100 : 59);
      others.set(String(slot), String(2 + this.#choose(most - 1)));
    }
    return (text) => text.replace(/(?<![\d.:])\d+(?![\d.:])/g, (digits) => others.get(digits) ?? digits);
  }

  #shuffled(words: readonly string[]): string[] {
    return [...words]
      .map((word) => ({ word, place: this.#choose(1_000_000) }))
      .sort((left, right) => left.place - right.place)
      .map(({ word }) => word);
  }
}

function wordsIn(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
}

/** Matches any of the names as whole words, the longest first. */
function longestFirst(names: readonly string[]): RegExp | undefined {
  const escaped = names
    .filter((name) => name !== '')
    .sort((left, right) => right.length - left.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+'));
  return escaped.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\d])(?:${escaped.join('|')})(?![\\p{L}\\d])`, 'giu');
}
