import type { Json } from '../../../language/home.ts';

export type Attributes = { readonly [name: string]: Json };

/** What an entity is in at one moment. */
export interface Situation {
  readonly state: string;
  readonly attributes: Attributes;
}

/** Equal as JSON, whatever the order of keys. */
export function sameSituation(one: Situation, other: Situation): boolean {
  return one.state === other.state && sameJson(one.attributes, other.attributes);
}

export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const ones = Object.entries(one);
  const others = new Map(Object.entries(other));
  return (
    ones.length === others.size && ones.every(([key, value]) => others.has(key) && sameJson(value, others.get(key)))
  );
}

/**
 * What lies over the home file's own: only what differs. `null` takes an attribute away, so that a file that is edited
 * later still gives the attributes nobody has touched.
 */
export function overlayOf(base: Attributes, now: Attributes): { [name: string]: Json } {
  const overlay: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(now))
    if (!Object.hasOwn(base, name) || !sameJson(base[name], value)) overlay[name] = value;
  for (const name of Object.keys(base)) if (!Object.hasOwn(now, name)) overlay[name] = null;
  return overlay;
}

/** Attributes with an overlay applied. */
export function withOverlay(base: Attributes, overlay: Attributes): { [name: string]: Json } {
  return Object.fromEntries(Object.entries({ ...base, ...overlay }).filter(([, value]) => value !== null));
}

export function isAttributes(value: Json | undefined): value is { [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
