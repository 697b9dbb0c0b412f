import type { Entity, Home, Person } from './home.ts';

/** A person is named and asked about like a device of the domain `person`. */
export function personEntityId(person: Pick<Person, 'id'>): string {
  return person.id.startsWith('person.') ? person.id : `person.${person.id}`;
}

const named = new WeakMap<Home, readonly Entity[]>();

/** All that can be named in the home: devices, and people as devices of the domain `person`. */
export function namedEntities(home: Home): readonly Entity[] {
  const found = named.get(home) ?? together(home);
  named.set(home, found);
  return found;
}

function together(home: Home): Entity[] {
  const known = new Set(home.entities.map((entity) => entity.id));
  const people = home.people.filter((person) => !known.has(personEntityId(person)));
  return [
    ...home.entities,
    ...people.map((person): Entity => ({ ...person, id: personEntityId(person), attributes: {} })),
  ];
}
