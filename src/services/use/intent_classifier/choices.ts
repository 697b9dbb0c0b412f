import type { Command, Target } from '../../../language/command.ts';

export interface Ambiguity {
  readonly command: number;
  readonly slot: 'name' | 'area';
  readonly text: string;
  readonly choices: readonly Target[];
}

interface Choice {
  readonly label: string;
  readonly targets: readonly Target[];
}

/** What a person may answer: one of the devices of a name, or one of the places; each told from the others by its label. */
export function choicesOf({ slot, choices }: Ambiguity): Choice[] {
  if (slot === 'area') {
    const places = [...new Set(choices.map(({ area }) => area ?? 'no room'))];
    const byPlace = places.map((place) => ({
      label: place,
      targets: choices.filter(({ area }) => (area ?? 'no room') === place),
    }));
    return byPlace.length > 1 ? [...byPlace, { label: 'everywhere', targets: choices }] : byPlace;
  }
  return choices.map((target) => ({ label: labelOf(target, choices), targets: [target] }));
}

function labelOf(target: Target, among: readonly Target[]): string {
  const longer: ((one: Target) => string)[] = [
    ({ name }) => name,
    ({ name, area }) => (area === undefined ? name : `${name} in the ${area}`),
    ({ name, area, domain }) =>
      `${name}${area === undefined ? '' : ` in the ${area}`}, the ${domain.replaceAll('_', ' ')}`,
    ({ id }) => id,
  ];
  const unique = longer.find((label) => among.every((other) => other === target || label(other) !== label(target)));
  return (unique ?? (({ id }) => id))(target);
}

/** The commands with the one that was in doubt settled. */
export function settled(commands: readonly Command[], { command, slot }: Ambiguity, choice: Choice): Command[] {
  return commands.map((one, index) => {
    if (index !== command) return one;
    const [only] = choice.targets;
    const name = slot === 'name' && only !== undefined ? { name: only.name } : {};
    const area = slot === 'area' && only?.area !== undefined && choice.label === only.area ? { area: only.area } : {};
    return { ...one, slots: { ...one.slots, ...name, ...area }, targets: [...choice.targets] };
  });
}
