import type { EntityKind, Risk } from 'agentos/contract';
import { domainOf, type Json } from '../../../language/home.ts';
import { isSoftCover, mayOpen } from './ways_in.ts';

/** The part of a `device.set` that decides its risk. */
export interface Asked {
  readonly entities: readonly string[];
  readonly service: string;
  readonly data: { readonly [name: string]: Json };
}

/** Domains that work what nobody can see; their names tell. */
const SWITCHING = new Set(['switch', 'button', 'input_boolean', 'input_button']);

/** Domains whose services are reversible by another of the same domain. */
const REVERSIBLE = new Set([
  'automation',
  'button',
  'climate',
  'fan',
  'group',
  'humidifier',
  'input_boolean',
  'input_button',
  'input_number',
  'input_select',
  'lawn_mower',
  'light',
  'media_player',
  'number',
  'remote',
  'scene',
  'script',
  'select',
  'siren',
  'switch',
  'todo',
  'vacuum',
  'water_heater',
]);

/** Services that only close, lock or halt. */
const SHUTTING = new Set([
  'close_cover',
  'close_cover_tilt',
  'stop_cover',
  'close_valve',
  'stop_valve',
  'lock',
  'turn_off',
]);
const POSITIONED = new Set(['set_cover_position', 'set_valve_position', 'set_cover_tilt_position']);
const ALARM_ON = /^alarm_arm_/;

/** The strictest risk among the entities. What is not known to be harmless is `danger`. */
export function riskOf(asked: Asked, entity: (id: string) => EntityKind): Risk {
  return dangersOf(asked, entity).length > 0 ? 'danger' : 'home';
}

/** Those among the entities, each once, that alone make the call `danger`. */
export function dangersOf(asked: Asked, entity: (id: string) => EntityKind): string[] {
  return [...new Set(asked.entities)].filter((id) => isDanger(asked, id, entity(id)));
}

/** What is known of an entity besides its id. */
type Known = Partial<Pick<EntityKind, 'deviceClass' | 'name'>>;

/** Whether this entity, by this service, opens or unlocks a way in, lets something flow, or does what cannot be judged. */
export function isDanger(asked: Omit<Asked, 'entities'>, id: string, kind: Known): boolean {
  const { service, data } = asked;
  const domain = domainOf(id);
  if (service === 'restore') return restoresOpen(data, id, kind);
  if (domain === 'cover' && isSoftCover(id, kind.deviceClass, kind.name)) return false;
  if (domain === 'cover' || domain === 'valve')
    return !SHUTTING.has(service) && !(POSITIONED.has(service) && data.position === 0);
  if (SWITCHING.has(domain) && mayOpen(id, kind.name)) return !SHUTTING.has(service);
  if (domain === 'lock') return service !== 'lock';
  if (domain === 'alarm_control_panel') return !ALARM_ON.test(service);
  if (domain === 'scene' || domain === 'script' || domain === 'group') return openedBy(data).length > 0;
  return !REVERSIBLE.has(domain);
}

/**
 * Scenes and scripts may open what would be `danger` on its own. Their caller names those entities in `data.opens`,
 * which makes the call `danger`; a provider refuses a scene that opens more than was named.
 */
export function openedBy(data: Asked['data']): readonly string[] {
  const opens = data.opens;
  return Array.isArray(opens) ? opens.filter((id) => typeof id === 'string') : [];
}

const SHUT = new Set(['closed', 'locked', 'closing', 'locking']);

function restoresOpen(data: Asked['data'], id: string, kind: Known): boolean {
  const domain = domainOf(id);
  if (domain === 'cover' && isSoftCover(id, kind.deviceClass, kind.name)) return false;
  if (domain === 'alarm_control_panel') return true;
  const switches = SWITCHING.has(domain) && mayOpen(id, kind.name);
  if (!switches && domain !== 'cover' && domain !== 'valve' && domain !== 'lock') return !REVERSIBLE.has(domain);
  const states = data.states;
  const told = states !== null && typeof states === 'object' && !Array.isArray(states) && Object.hasOwn(states, id);
  const before = told ? states[id] : undefined;
  if (before === null || typeof before !== 'object' || Array.isArray(before)) return true;
  if (switches) return before.state !== 'off';
  return !(typeof before.state === 'string' && SHUT.has(before.state));
}
