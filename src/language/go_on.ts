import type { Command } from './command.ts';
import type { Grammar } from './grammar.ts';
import { deviceClassOf, domainOf, type Entity, type Home } from './home.ts';
import { actsOnDevices } from './intent_domains.ts';
import { canBePutOff, type Read } from './put_off.ts';
import { wordsOf } from './text.ts';
import type { Understanding } from './understanding.ts';
import { withThings } from './with_things.ts';

/** Takes back what the sentence before did. */
export const UNDO = 'undo that';

const POLITE =
  /^(?:(?:please|and|ok|okay|now|can you|could you|would you|hey|oh|well)[\s,]+)+|[\s,]+(?:please|now|thanks)$/giu;
const AGAIN =
  /^(?:again|do (?:it|that|this|so|the same|the same thing) (?:again|once more|one more time)|same again|the same again|another time)$/iu;
const MORE_OF_IT = /^(?:(?:a (?:bit|little|touch)|some|even|still) more|more|further|keep going|go on)$/iu;
const WRONG =
  /^(?:(?:no|nope|oops)[\s,]+)*(?:(?:not (?:that|this|it|them)(?: one| ones)?)|(?:that|this|it)(?: is|'s|s| was) (?:wrong|not right|not it|the wrong (?:one|light|room|thing))|(?:the )?wrong(?: one| light| lamp| room| thing)?|that(?: is|'s|s| was) not (?:it|what i (?:meant|wanted|said|asked(?: for)?))|i (?:did not|didn't) (?:mean|want|say) that)$/iu;
const SAME =
  /^(?:do )?(?:the )?same (?:thing )?(?:(?:again|too) )?(?:in|for|with|on|to|at) (.+)$|^do (?:that|this|it|so) (?:too |also )?(?:in|for|with|at) (.+)$|^(?:also )?in (.+?)(?: too| also| as well)?$/iu;
const OTHER = /\bthe other (?:one|light|lamp|fan|switch|blind|lock|door|speaker|plug|shade|window)\b/iu;
const COMPARED = new Set([
  ...['brighter', 'darker', 'dimmer', 'louder', 'quieter', 'softer', 'warmer', 'cooler', 'colder', 'hotter', 'faster'],
  ...['slower', 'higher', 'lower', 'up', 'down'],
]);

/** The sentence without what is only polite. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/[.!?]+$/u, '')
    .replaceAll('’', "'")
    .replace(POLITE, '')
    .trim();
}

/** Whether a sentence goes on from the one before it, though no word in it stands for a thing. */
export function goesOn(text: string): boolean {
  const said = plain(text);
  if (AGAIN.test(said) || MORE_OF_IT.test(said) || WRONG.test(said) || SAME.test(said)) return true;
  return OTHER.test(said) || wordsOf(said).some((word) => COMPARED.has(word));
}

/**
 * `Again`, `not that one`, `the same in the office`, `the other one`, `brighter`: what it comes to after `earlier`. Undefined where it is
 * something else.
 *
 * @param added reads a name with the verb of the sentence before
 */
export function goOn(
  grammar: Grammar,
  text: string,
  earlier: readonly Command[],
  read: Read,
  added: (words: string) => Understanding | undefined,
): Understanding | undefined {
  const said = plain(text);
  const base = earlier.at(-1);
  const acts = earlier.length > 0 && earlier.every(canBePutOff);
  if (base === undefined) return undefined;
  if (AGAIN.test(said)) return acts ? { tier: 'grammar', commands: [...earlier] } : undefined;
  if (MORE_OF_IT.test(said) && base.intent.includes('Adjust')) return { tier: 'grammar', commands: [base] };
  if (WRONG.test(said)) return acts ? read(UNDO) : undefined;
  const place = SAME.exec(said)
    ?.slice(1)
    .find((part) => part !== undefined);
  if (place !== undefined && acts) return elsewhere(base, place, read) ?? added(place);
  if (OTHER.test(said) && acts) return other(grammar, said, base, read, added);
  if (wordsOf(said).some((word) => COMPARED.has(word))) return compared(grammar, said, earlier, read);
  return undefined;
}

/** The sentence before, said of another room. */
function elsewhere(base: Command, place: string, read: Read): Understanding | undefined {
  const bare = place.replace(/^(?:the|my|our) /iu, '');
  const rooms = [base.slots.area, ...base.targets.map(({ area }) => area)].filter((one) => typeof one === 'string');
  const swapped = rooms.flatMap((room) => {
    const at = base.text.toLowerCase().indexOf(room.toLowerCase());
    return at < 0 ? [] : [`${base.text.slice(0, at)}${bare}${base.text.slice(at + room.length)}`];
  });
  const before = new Set(base.targets.map(({ id }) => id));
  for (const way of [...new Set(swapped), `${base.text} in ${place}`]) {
    const found = read(way);
    const same = found.commands.every(
      ({ intent, targets }) =>
        intent === base.intent && targets.length > 0 && !targets.some(({ id }) => before.has(id)),
    );
    if (found.tier === 'grammar' && found.ambiguous === undefined && same) return found;
  }
  return undefined;
}

/** The one of two that it was not: of the same kind and called alike, else in the same room. */
function other(
  { home }: Grammar,
  said: string,
  base: Command,
  read: Read,
  added: (words: string) => Understanding | undefined,
): Understanding | undefined {
  const [target, ...more] = base.targets;
  const entity = home.entities.find(({ id }) => id === target?.id);
  if (entity === undefined || more.length > 0) return undefined;
  const [only, ...others] = twinsOf(home, entity);
  if (only === undefined || others.length > 0) return undefined;
  const name = `the ${only.name}`;
  const alone = said.replace(OTHER, name);
  return /^(?:no[\s,]+|not that one[\s,]+|i meant )*the other/iu.test(said) ? added(name) : read(alone);
}

/** What could be the other one of a thing; the first way in which there is just one, or the several of the last. */
function twinsOf(home: Home, one: Entity): readonly Entity[] {
  const kind = home.entities.filter(
    ({ id, attributes }) =>
      id !== one.id &&
      domainOf(id) === domainOf(one.id) &&
      attributes.device_class === one.attributes.device_class &&
      deviceClassOf(one) === attributes.device_class,
  );
  const ending = (count: number, { name }: Entity): string => wordsOf(name).slice(-count).join(' ');
  const ways = [
    kind.filter((other) => wordsOf(one.name).length > 2 && ending(2, other) === ending(2, one)),
    kind.filter((other) => other.area === one.area && ending(1, other) === ending(1, one)),
    kind.filter((other) => other.area === one.area),
    kind.filter((other) => ending(1, other) === ending(1, one)),
  ];
  return ways.find(({ length }) => length === 1) ?? [];
}

/** `Brighter`, `a bit lower`: of what was spoken of before. */
function compared(grammar: Grammar, said: string, earlier: readonly Command[], read: Read): Understanding | undefined {
  if (wordsOf(said).length > 5 || !earlier.some(({ intent }) => actsOnDevices(intent))) return undefined;
  for (const way of [`make it ${said}`, `turn it ${said}`, `set it ${said}`]) {
    const found = withThings(way, earlier, grammar.prepared.language, read);
    if (found !== undefined) return found;
  }
  return undefined;
}
