import { deviceClassOf, domainOf, type Json } from '../../../language/home.ts';
import type { EntityRecord } from '../../need/device/contract.ts';
import { binaryWords } from './binary_words.ts';

/** Whether an entity is in the state that was asked about, in Home Assistant's words or in those of its device class. */
export function matches(entity: EntityRecord, wanted: Json | undefined): boolean {
  if (Array.isArray(wanted)) return wanted.some((one) => matches(entity, one));
  if (typeof wanted !== 'string') return false;
  const asked = folded(wanted);
  const state = folded(entity.state);
  if (state === asked) return true;
  switch (domainOf(entity.id)) {
    case 'binary_sensor': {
      const [on, off] = binaryWords(deviceClassOf(entity));
      return (state === 'on' && folded(on) === asked) || (state === 'off' && folded(off) === asked);
    }
    case 'sensor':
      return asked === 'low' && isLowBattery(entity);
    case 'media_player':
      // A speaker that plays nothing is not on to anybody, though it listens.
      if (state === 'idle' && deviceClassOf(entity) === 'speaker') return asked === 'off';
      return asked === 'on' && !isAway(state) && state !== 'off' && state !== 'standby';
    case 'climate':
    case 'water_heater':
      return asked === 'on' && !isAway(state) && state !== 'off' && state !== 'standby';
    case 'vacuum':
    case 'lawn_mower':
      return asked === 'on' && (state === 'cleaning' || state === 'mowing');
    case 'cover':
    case 'valve':
      return asked === 'open' && (state === 'opening' || state === 'closing');
    case 'person':
      return (asked === 'away' || asked === 'not_home') && !isAway(state) && state !== 'home';
    default:
      return false;
  }
}

/** A battery that tells its charge is low at this many percent. */
const LOW = 20;

function isLowBattery({ id, state, attributes }: EntityRecord): boolean {
  const isBattery = domainOf(id) === 'sensor' && deviceClassOf({ attributes }) === 'battery';
  return isBattery && state.trim() !== '' && Number(state) <= LOW;
}

/** Nobody knows what it is in. */
export function isAway(state: string): boolean {
  return state === 'unavailable' || state === 'unknown';
}

function folded(word: string): string {
  return word.trim().toLowerCase().replaceAll(' ', '_');
}
