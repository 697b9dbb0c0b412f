/** The house as language sees it: what can be named, where it is, and what state it is in. Domains and device classes are Home Assistant's. */

/** What an attribute may hold: plain JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Floor {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface Area {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of the floor it is on. */
  readonly floor?: string;
}

export interface Entity {
  /** `<domain>.<object>`, as in `light.kitchen_ceiling`. */
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of the area it stands in. */
  readonly area?: string;
  readonly state: string;
  readonly attributes: { readonly [name: string]: Json };
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** `home`, `not_home` or the name of a zone. */
  readonly state: string;
}

export interface Home {
  /** BCP 47 language of its names, as in `en`. */
  readonly language: string;
  readonly floors: readonly Floor[];
  readonly areas: readonly Area[];
  readonly entities: readonly Entity[];
  readonly people: readonly Person[];
}

/** `light` for `light.kitchen_ceiling`. */
export function domainOf(entityId: string): string {
  const dot = entityId.indexOf('.');
  return dot < 0 ? entityId : entityId.slice(0, dot);
}

/** Home Assistant's device class (`garage`, `temperature`, …), where the entity has one. */
export function deviceClassOf(entity: Pick<Entity, 'attributes'>): string | undefined {
  const found = entity.attributes.device_class;
  return typeof found === 'string' ? found : undefined;
}
