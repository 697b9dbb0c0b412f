import type { Area, Floor } from './home.ts';
import { wordsOf } from './text.ts';

/** The area or floor with this id, else the first with this name or alias. */
export function findPlace<P extends Area | Floor>(places: readonly P[], said: string): P | undefined {
  const byId = places.find((place) => place.id === said);
  if (byId !== undefined) return byId;
  const words = wordsOf(said).join(' ');
  return places.find((place) => namesOf(place).includes(words));
}

const folded = new WeakMap<Area | Floor, readonly string[]>();

function namesOf(place: Area | Floor): readonly string[] {
  const names = folded.get(place) ?? [place.name, ...place.aliases].map((name) => wordsOf(name).join(' '));
  folded.set(place, names);
  return names;
}
