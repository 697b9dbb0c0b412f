import type { Entity, Json } from '../../../../language/home.ts';
import { type Attributes, type Situation, withOverlay } from '../situation.ts';

/** A demand that a device cannot meet; the message is for people and follows its name: `cannot be dimmed`. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** An entity as it is now. */
export type Now = Entity;

/** What a service does to a state: the attributes named change, `null` takes one away. */
export interface Change {
  readonly state?: string;
  readonly attributes?: Attributes;
}

export interface Service {
  /** Service data it knows. */
  readonly keys: readonly string[];
  /** Pure. @throws Refused */
  readonly run: (now: Now, data: Attributes) => Change;
}

/** The services of a domain, by Home Assistant's names. */
export type Services = { readonly [name: string]: Service };

export function service(keys: readonly string[], run: Service['run']): Service {
  return { keys, run };
}

/** A service that takes no data. */
export function plainly(change: Change | ((now: Now) => Change)): Service {
  return { keys: [], run: typeof change === 'function' ? change : () => change };
}

export function changed(now: Situation, change: Change): Situation {
  return { state: change.state ?? now.state, attributes: withOverlay(now.attributes, change.attributes ?? {}) };
}

/** A number of the data within its bounds; undefined where it is not given. @throws Refused */
export function numberIn(data: Attributes, key: string, min: number, max: number): number | undefined {
  const value = data[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Refused(`needs a number as ${key}`);
  if (value < min || value > max) throw new Refused(`takes ${said(key)} from ${min} to ${max}, not ${value}`);
  return value;
}

export function wantedNumber(data: Attributes, key: string, min: number, max: number): number {
  const value = numberIn(data, key, min, max);
  if (value === undefined) throw new Refused(`needs ${said(key)} from ${min} to ${max}`);
  return value;
}

export function wantedText(data: Attributes, key: string): string {
  const value = data[key];
  if (typeof value !== 'string' || value === '') throw new Refused(`needs ${said(key)}`);
  return value;
}

/** One of the choices that the entity lists under `list`; any where it lists none. @throws Refused */
export function choiceIn(now: Now, data: Attributes, key: string, list: string): string {
  const wanted = wantedText(data, key);
  const choices = now.attributes[list];
  if (!Array.isArray(choices)) return wanted;
  const found = choices.find((choice) => typeof choice === 'string' && choice.toLowerCase() === wanted.toLowerCase());
  if (typeof found !== 'string')
    throw new Refused(
      `has no ${plain(key)} "${wanted}"; it has ${choices.filter((choice) => typeof choice === 'string').join(', ')}`,
    );
  return found;
}

export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

function said(key: string): string {
  return `a ${plain(key)}`;
}

/** `brightness` for `brightness_pct`, `mode` for `hvac_mode`. */
function plain(key: string): string {
  return key.replace(/_pct$|^hvac_/, '').replaceAll('_', ' ');
}
