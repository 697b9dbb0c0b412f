import type { Command, Target } from './command.ts';
import { connectivesOf } from './connectives.ts';
import { actsOnDevices } from './intent_domains.ts';
import { COMMAND_SLOT } from './plan.ts';
import type { Read } from './put_off.ts';
import { tokenize } from './text.ts';
import type { Understanding } from './understanding.ts';

/** Stand for what the last command before was about; the others for all that was spoken of. */
const ONE = new Set(['it', 'that', 'this']);
/** More things than this are not what `it` stands for. */
const MAX_THINGS = 24;

/** What a command is about, also one that is carried in words for another time. */
export function thingsOf({ targets, slots }: Command, read: Read): readonly Target[] {
  const carried = slots[COMMAND_SLOT];
  return typeof carried === 'string' && targets.length === 0
    ? read(carried).commands.flatMap((one) => one.targets)
    : targets;
}

/** `Turn them off`: the sentence is read once for each thing, by its name, and has to be about just that one each time. */
export function withThings(
  clean: string,
  earlier: readonly Command[],
  language: string,
  read: Read,
): Understanding | undefined {
  const { tokens } = tokenize(clean);
  const { pronouns } = connectivesOf(language);
  const pronoun = tokens.find(({ word }) => pronouns.has(word));
  if (pronoun === undefined) return undefined;
  // `Close it again`: that it was so before says nothing of what to do.
  const after = clean.slice(pronoun.end).replace(/\s+again\W*$/iu, '');
  const touched = earlier.map((command) => thingsOf(command, read)).filter((targets) => targets.length > 0);
  const about = ONE.has(pronoun.word) ? touched.slice(-1) : touched;
  const things = new Map(about.flat().map((target): [string, Target] => [target.id, target]));
  if (things.size === 0 || things.size > MAX_THINGS) return undefined;
  const readings: Command[][] = [];
  for (const thing of things.values()) {
    const named = `${clean.slice(0, pronoun.start)}the ${thing.name}${after}`;
    const commands = aboutThing(read(named), thing, read);
    if (commands === undefined) return undefined;
    readings.push(commands);
  }
  return merged(readings, clean);
}

function aboutThing({ tier, commands, ambiguous }: Understanding, thing: Target, read: Read): Command[] | undefined {
  if (tier !== 'grammar') return undefined;
  const known = commands.map((command, index) =>
    ambiguous?.command === index && ambiguous.choices.some(({ id }) => id === thing.id)
      ? { ...command, targets: [thing] }
      : command,
  );
  if (known.some(({ intent, targets }) => actsOnDevices(intent) && targets.length === 0)) return undefined;
  const on = known
    .map((command) => thingsOf(command, read))
    .filter((targets) => targets.some(({ id }) => id === thing.id));
  return on.length > 0 && on.every((targets) => new Set(targets.map(({ id }) => id)).size === 1) ? known : undefined;
}

/** One command for all things where there were several. */
function merged(readings: readonly Command[][], text: string): Understanding | undefined {
  const [first, ...others] = readings;
  if (first === undefined) return undefined;
  if (others.length === 0) return { tier: 'grammar', commands: first };
  const commands: Command[] = [];
  for (const [index, command] of first.entries()) {
    const targets = new Map(command.targets.map((target) => [target.id, target]));
    const carried = new Set([command.slots[COMMAND_SLOT]]);
    for (const other of others) {
      const one = other[index];
      if (other.length !== first.length || one?.intent !== command.intent) return undefined;
      for (const target of one.targets) targets.set(target.id, target);
      carried.add(one.slots[COMMAND_SLOT]);
    }
    if (carried.size > 1) {
      commands.push({ ...command, slots: { ...command.slots, [COMMAND_SLOT]: [...carried].join(' and ') }, text });
      continue;
    }
    const { name: _name, ...slots } = command.slots;
    commands.push(targets.size > 1 ? { ...command, slots, targets: [...targets.values()], text } : command);
  }
  return { tier: 'grammar', commands };
}

/** `What is the temperature there`: in the place of what was spoken of. */
export function withPlace(text: string, earlier: readonly Command[], read: Read): Understanding | undefined {
  const said = /\b(?:in |over )?there\b/iu.exec(text);
  if (said === null) return undefined;
  const places = new Set(
    earlier.flatMap(({ slots, targets }) =>
      typeof slots['area'] === 'string' ? [slots['area']] : targets.flatMap(({ area }) => area ?? []),
    ),
  );
  const [place] = places;
  if (place === undefined || places.size > 1) return undefined;
  const found = read(`${text.slice(0, said.index)}in the ${place}${text.slice(said.index + said[0].length)}`);
  return found.tier === 'grammar' ? found : undefined;
}
