/** Ids of one kind of thing, found by id, name or alias, however they are cased. */
export class Names {
  readonly #ids = new Set<string>();
  readonly #byName = new Map<string, string>();

  add(thing: { readonly id: string; readonly name: string; readonly aliases: readonly string[] }): void {
    this.#ids.add(thing.id);
    for (const name of [thing.name, ...thing.aliases]) {
      const key = folded(name);
      if (!this.#byName.has(key)) this.#byName.set(key, thing.id);
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  find(named: string): string | undefined {
    return this.#ids.has(named) ? named : this.#byName.get(folded(named));
  }
}

/** The id as written, with its domain; or one made of domain and name. */
export function entityId({
  id,
  domain,
  name,
}: {
  readonly id?: string | undefined;
  readonly domain?: string | undefined;
  readonly name?: string | undefined;
}): string {
  if (id === undefined) return `${domain}.${slug(name ?? '')}`;
  return id.includes('.') || domain === undefined ? id : `${domain}.${id}`;
}

/** `Living Room: Lamp` as `living_room_lamp`. */
export function slug(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '') || 'unnamed';
}

/** `kitchen`, or `kitchen_2` where that is taken. A name with a dot is an entity's id already. */
export function unusedId(names: Names, name: string): string {
  const wanted = name.includes('.') && /^[a-z_]+\./.test(name) ? name : slug(name);
  let id = wanted;
  for (let count = 2; names.has(id); count += 1) id = `${wanted}_${count}`;
  return id;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}
