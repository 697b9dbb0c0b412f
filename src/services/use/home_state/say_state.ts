import { deviceClassOf, domainOf, type Json } from '../../../language/home.ts';
import { isOrAre, sayName } from '../../../language/say_devices.ts';
import type { EntityRecord } from '../../need/device/contract.ts';
import { binaryWords } from './binary_words.ts';
import { isAway } from './matches.ts';

/** An entity's state as a sentence without its full stop: `the bed light is on at 40%`. */
export function sayState(entity: EntityRecord): string {
  const { state, attributes } = entity;
  const name = sayName(entity.name);
  if (state === 'unavailable') return `${name} ${isOrAre(entity.name) === 'is' ? 'does' : 'do'} not answer right now`;
  if (state === 'unknown') return `I do not know the state of ${name}`;
  switch (domainOf(entity.id)) {
    case 'person':
    case 'device_tracker':
      return `${entity.name} is ${whereabouts(state)}`;
    case 'todo':
      return `${name} has ${state} ${state === '1' ? 'item' : 'items'}`;
    case 'climate':
    case 'water_heater':
      return `${name} is ${heating(state)}${told(attributes.temperature, (goal) => `, set to ${goal} degrees`)}${told(attributes.current_temperature, (now) => `, and measures ${now}`)}`;
    case 'media_player': {
      const title = attributes.media_title;
      return `${name} is ${stateWords(entity)}${state === 'playing' && typeof title === 'string' ? `: ${title}` : ''}`;
    }
    case 'scene':
      return state.includes('T')
        ? `${name} was last turned on at ${state.slice(11, 16)} UTC on ${state.slice(0, 10)}`
        : `${name} has not been turned on`;
    default:
      return `${name} ${isOrAre(entity.name)} ${stateWords(entity)}`;
  }
}

/** The state alone: `on at 40%`, `54%`, `closed`, `low`. */
export function stateWords(entity: EntityRecord): string {
  const { state, attributes } = entity;
  if (isAway(state)) return state;
  switch (domainOf(entity.id)) {
    case 'binary_sensor': {
      const [on, off] = binaryWords(deviceClassOf(entity));
      return state === 'on' ? on : state === 'off' ? off : state;
    }
    case 'light':
      return `${state}${state === 'on' ? told(attributes.brightness, (level) => ` at ${Math.round((level * 100) / 255)}%`) : ''}`;
    case 'fan':
      return `${state}${state === 'on' ? told(attributes.percentage, (speed) => ` at ${speed}%`) : ''}`;
    case 'cover':
    case 'valve':
      return `${state}${state === 'open' ? told(attributes.current_position, (position) => (position < 100 ? ` at ${position}%` : '')) : ''}`;
    case 'person':
    case 'device_tracker':
      return whereabouts(state);
    default:
      return `${plain(state)}${unit(attributes.unit_of_measurement)}`;
  }
}

/** Numbers as they are, words without underscores. */
function plain(state: string): string {
  return Number.isFinite(Number(state)) ? state : state.replaceAll('_', ' ');
}

function unit(value: Json | undefined): string {
  if (typeof value !== 'string' || value === '') return '';
  return value === '%' ? '%' : ` ${value}`;
}

function whereabouts(state: string): string {
  return state === 'home' ? 'at home' : state === 'not_home' ? 'away' : `at ${state}`;
}

export function heating(state: string): string {
  const said: { readonly [mode: string]: string } = {
    heat: 'heating',
    cool: 'cooling',
    heat_cool: 'on automatic',
    auto: 'on automatic',
    fan_only: 'blowing',
    dry: 'drying',
  };
  return said[state] ?? plain(state);
}

/** A number worth telling: 0 is what a device has that never told one. */
function told(value: Json | undefined, say: (value: number) => string): string {
  return typeof value === 'number' && value !== 0 ? say(value) : '';
}
