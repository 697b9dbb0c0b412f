import { domainOf, type Json } from '../../../../language/home.ts';
import type { Attributes } from '../situation.ts';

/** One thing that a scene or script does. */
export interface Effect {
  readonly entity: string;
  readonly service: string;
  readonly data: Attributes;
}

/**
 * What a scene, script or group does, as its attributes tell:
 * `effects: [{ entity: light.x, service: turn_on, data: {…} }]` (or `entities: […]`), and Home Assistant's
 * `entities: { light.x: on, light.y: { state: on, brightness: 80 } }` of scenes, `entity_id: […]` of groups.
 */
export function effectsOf(attributes: Attributes, groupService?: string): Effect[] {
  const { effects, entities, entity_id: members } = attributes;
  const found: Effect[] = [];
  if (Array.isArray(effects)) found.push(...effects.flatMap(listed));
  else if (isMap(effects)) found.push(...Object.entries(effects).flatMap(([id, wanted]) => towards(id, wanted)));
  if (isMap(entities)) found.push(...Object.entries(entities).flatMap(([id, wanted]) => towards(id, wanted)));
  if (groupService !== undefined && Array.isArray(members)) {
    for (const id of members) if (typeof id === 'string') found.push({ entity: id, service: groupService, data: {} });
  }
  return found;
}

function listed(effect: Json): Effect[] {
  if (!isMap(effect)) return [];
  const { entity, entities, service, data } = effect;
  if (typeof service !== 'string') {
    return typeof entity === 'string' ? towards(entity, effect) : [];
  }
  const ids = [entity, ...(Array.isArray(entities) ? entities : [])].filter((id) => typeof id === 'string');
  // `light.turn_on` as Home Assistant writes actions.
  const name = service.slice(service.indexOf('.') + 1);
  return ids.map((id) => ({ entity: id, service: name, data: isMap(data) ? data : {} }));
}

/** The services that bring an entity to a state. */
function towards(entity: string, wanted: Json): Effect[] {
  const told: Attributes = isMap(wanted) ? wanted : { state: wanted };
  const state =
    typeof told.state === 'boolean'
      ? told.state
        ? 'on'
        : 'off'
      : told.state === undefined
        ? undefined
        : String(told.state);
  const to = (service: string, data: Attributes = {}): Effect => ({ entity, service, data });
  const only = (...keys: string[]): Attributes =>
    Object.fromEntries(Object.entries(told).filter(([key]) => keys.includes(key)));
  switch (domainOf(entity)) {
    case 'light':
      if (state === 'off') return [to('turn_off')];
      return [
        to('turn_on', only('brightness', 'brightness_pct', 'rgb_color', 'color_name', 'color_temp_kelvin', 'effect')),
      ];
    case 'cover':
    case 'valve': {
      const kind = domainOf(entity);
      const position = told.current_position ?? told.position;
      if (position !== undefined) return [to(`set_${kind}_position`, { position })];
      return [to(state === 'open' ? `open_${kind}` : `close_${kind}`)];
    }
    case 'lock':
      return [to(state === 'unlocked' ? 'unlock' : 'lock')];
    case 'climate':
      return [
        ...(state === undefined ? [] : [to('set_hvac_mode', { hvac_mode: state })]),
        ...(told.temperature === undefined ? [] : [to('set_temperature', { temperature: told.temperature })]),
      ];
    case 'media_player':
      return [
        ...(state === 'off' ? [to('turn_off')] : [to('turn_on')]),
        ...(state === 'playing' ? [to('media_play')] : state === 'paused' ? [to('media_pause')] : []),
        ...(told.volume_level === undefined ? [] : [to('volume_set', { volume_level: told.volume_level })]),
      ];
    case 'vacuum':
      return [to(state === 'cleaning' || state === 'on' ? 'start' : 'return_to_base')];
    case 'fan':
      return [state === 'off' ? to('turn_off') : to('turn_on', only('percentage', 'preset_mode'))];
    default:
      return [to(state === 'off' ? 'turn_off' : 'turn_on')];
  }
}

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
