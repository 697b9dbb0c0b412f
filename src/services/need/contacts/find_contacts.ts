import type { Contact } from './contract.ts';

export interface Book {
  readonly people: readonly Contact[];
  /** Names of people, or addresses. */
  readonly groups: { readonly [name: string]: readonly string[] };
}

interface Found {
  people: Contact[];
  missing: string[];
  unclear: { name: string; choices: Contact[] }[];
}

const ADDRESS = /^[^\s@<>,;:"\\]+@[^\s@<>,;:"\\]+\.[^\s@<>,;:"\\]+$/u;
/** Said before a name, and no part of it. */
const BEFORE = /^(the|my|our|all of|everyone (in|on)|everybody (in|on)|whole) /;

/** Whom names mean. A full name wins over a part of one; what may mean several is told, never guessed. */
export function findContacts(book: Book, names: readonly string[]): Found {
  const found: Found = { people: [], missing: [], unclear: [] };
  const seen = new Set<string>();
  const add = (one: Contact): void => {
    const key = one.address.toLowerCase();
    if (!seen.has(key)) found.people.push(one);
    seen.add(key);
  };
  for (const name of names) {
    const meant = meantBy(book, name);
    if (meant.length === 0) found.missing.push(name);
    else if (meant.length === 1) for (const one of meant[0] ?? []) add(one);
    else found.unclear.push({ name, choices: meant.flat() });
  }
  return found;
}

/** Each entry is one thing that may be meant: a person, or the members of a group. */
function meantBy(book: Book, said: string): Contact[][] {
  const plain = said.trim();
  if (ADDRESS.test(plain)) return [[knownBy(book, plain) ?? { address: plain }]];
  let words = wordsOf(plain);
  for (let shorter = words.replace(BEFORE, ''); shorter !== words; shorter = words.replace(BEFORE, '')) words = shorter;
  const group = Object.entries(book.groups).find(([name]) => sameGroup(wordsOf(name), words));
  if (group !== undefined) return [group[1].map((member) => memberOf(book, member))];
  const full = book.people.filter(({ name }) => wordsOf(name ?? '') === words);
  if (full.length > 0) return full.map((one) => [one]);
  const wanted = words.split(' ').filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const part = book.people.filter(({ name }) => {
    const own = wordsOf(name ?? '').split(' ');
    return wanted.every((word) => own.includes(word));
  });
  return part.map((one) => [one]);
}

/** "the team" may be said of a group that is written "Team", "the book club" of "book club group". */
function sameGroup(name: string, said: string): boolean {
  const bare = (words: string): string => words.replace(/ (group|list|members)$/, '');
  return name === said || bare(name) === bare(said);
}

function memberOf(book: Book, member: string): Contact {
  return book.people.find(({ name }) => name === member) ?? knownBy(book, member) ?? { address: member };
}

function knownBy(book: Book, address: string): Contact | undefined {
  return book.people.find((one) => one.address.toLowerCase() === address.toLowerCase());
}

/** Small letters without accents, so that "Zoe" finds "Zoë". */
function wordsOf(text: string): string {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).join(' ').replace(/['’]s$/u, '');
}
