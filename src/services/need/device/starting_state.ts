import { domainOf, type Json } from '../../../language/home.ts';
import type { WrittenState } from './home_shape.ts';
import type { Situation } from './situation.ts';

/** What a device is in that the file says nothing of: at rest. */
const AT_REST: { readonly [domain: string]: string } = {
  alarm_control_panel: 'disarmed',
  automation: 'on',
  calendar: 'off',
  climate: 'off',
  cover: 'closed',
  fan: 'off',
  group: 'off',
  humidifier: 'off',
  input_boolean: 'off',
  lawn_mower: 'docked',
  light: 'off',
  lock: 'locked',
  media_player: 'off',
  script: 'off',
  siren: 'off',
  switch: 'off',
  vacuum: 'docked',
  valve: 'closed',
  water_heater: 'off',
};

/** The words for true and false. */
const AS_BOOLEAN: { readonly [domain: string]: readonly [yes: string, no: string] } = {
  cover: ['open', 'closed'],
  valve: ['open', 'closed'],
  lock: ['locked', 'unlocked'],
  person: ['home', 'not_home'],
};

/** Attributes under other names, as integrations and fixtures write them, by the name that Home Assistant shows. */
const SHOWN_AS: { readonly [name: string]: string } = {
  native_unit_of_measurement: 'unit_of_measurement',
  native_temperature: 'temperature',
  native_temperature_unit: 'temperature_unit',
  native_wind_speed: 'wind_speed',
  native_wind_speed_unit: 'wind_speed_unit',
  current_valve_position: 'current_position',
  position: 'current_position',
  target_temperature: 'temperature',
};

const NUMBERS = new Set([
  'brightness',
  'current_position',
  'percentage',
  'temperature',
  'current_temperature',
  'humidity',
  'volume_level',
  'wind_speed',
]);

/** State and attributes to start with, in Home Assistant's words. */
export function situationOf(
  id: string,
  written: { readonly state?: WrittenState | undefined; readonly attributes: { readonly [name: string]: Json } },
): Situation {
  const domain = domainOf(id);
  // Made of entries: a key such as "__proto__" stays a key.
  const attributes: { [name: string]: Json } = Object.fromEntries(
    Object.entries(written.attributes).flatMap(([name, value]) => {
      const shown = named(SHOWN_AS, name) ?? name;
      if (shown !== name && Object.hasOwn(written.attributes, shown)) return [];
      return [[shown, inNumbers(shown, plain(value))]];
    }),
  );
  const volume = attributes.volume_level;
  if (typeof volume === 'number' && volume > 1) attributes.volume_level = volume / 100;
  return { state: stateOf(domain, written.state, attributes), attributes };
}

function stateOf(
  domain: string,
  written: WrittenState | undefined,
  attributes: { readonly [name: string]: Json },
): string {
  if (typeof written === 'boolean') {
    const [yes, no] = named(AS_BOOLEAN, domain) ?? ['on', 'off'];
    return written ? yes : no;
  }
  if (written !== null && typeof written === 'object') return written.out;
  if (domain === 'todo' && (written === undefined || written === null || written === ''))
    return String(openItems(attributes.todo_items));
  if (written !== undefined && written !== null) return String(written);
  const told = attributes.native_value ?? attributes.hvac_mode ?? attributes.condition;
  if (typeof told === 'string' || typeof told === 'number') return String(told);
  return named(AT_REST, domain) ?? 'unknown';
}

/** What a table has under a key of the file, which may be the name of something every object has ("constructor"). */
function named<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** How many items of a to-do list are not done. */
export function openItems(items: Json | undefined): number {
  if (!Array.isArray(items)) return 0;
  return items.filter(
    (item) => !(item !== null && typeof item === 'object' && !Array.isArray(item) && item.status === 'completed'),
  ).length;
}

/** `sensor.SensorDeviceClass.BATTERY`, as a dump of Home Assistant's own has it, is `battery`. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'string') return value;
  const member = /^[a-z_]+\.[A-Z]\w+\.([A-Z][A-Z0-9_]*)$/.exec(value);
  return member?.[1] === undefined ? value : member[1].toLowerCase();
}

function inNumbers(name: string, value: Json): Json {
  if (!NUMBERS.has(name) || typeof value !== 'string' || value.trim() === '') return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}
