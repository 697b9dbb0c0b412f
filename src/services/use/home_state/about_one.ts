import type { Json } from '../../../language/home.ts';
import { sayName } from '../../../language/say_devices.ts';
import { colourNames } from '../../../language/values/colour_names.ts';
import type { EntityRecord } from '../../need/device/contract.ts';
import { sayState } from './say_state.ts';

/** One thing about a device, as a sentence without its full stop; its state where it does not tell that thing. */
export function sayAbout(entity: EntityRecord, about: Json): string {
  const { state, attributes } = entity;
  const name = sayName(entity.name);
  const isOff = state === 'off' || state === 'standby';
  switch (about) {
    case 'color':
      if (isOff) return `${name} is off`;
      return `${name} is ${colourOf(attributes) ?? 'on, and tells no colour'}`;
    case 'volume': {
      const volume = attributes.volume_level;
      if (typeof volume !== 'number') return sayState(entity);
      const muted = attributes.is_volume_muted === true ? ', and it is muted' : '';
      return `the volume of ${name} is ${Math.round(volume * 100)}%${muted}`;
    }
    case 'battery': {
      const level = attributes.battery_level;
      return typeof level === 'number' ? `${name} has ${level}% left` : sayState(entity);
    }
    default:
      return sayState(entity);
  }
}

/** What people call a colour by; of the hundred names of CSS most say nothing to anybody. */
const PLAIN_COLOURS =
  'red,orange,gold,yellow,lime,green,turquoise,cyan,light blue,blue,indigo,purple,violet,magenta,pink,deep pink,salmon,brown'.split(
    ',',
  );
/** Least difference between the strongest and the weakest of red, green and blue that is a colour to the eye. */
const NEARLY_WHITE = 50;

function colourOf(attributes: EntityRecord['attributes']): string | undefined {
  const kelvin = attributes.color_temp_kelvin;
  if (typeof kelvin === 'number') return kelvin < 3300 ? 'warm white' : kelvin < 5000 ? 'neutral white' : 'cool white';
  const [red, green, blue] = Array.isArray(attributes.rgb_color) ? attributes.rgb_color : [];
  if (typeof red !== 'number' || typeof green !== 'number' || typeof blue !== 'number') return undefined;
  const [least, most] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  if (most - least < NEARLY_WHITE) return red - blue > NEARLY_WHITE / 5 ? 'warm white' : 'white';
  let nearest: string | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const name of PLAIN_COLOURS) {
    const value = colourNames.get(name) ?? 0;
    const away = (red - (value >> 16)) ** 2 + (green - ((value >> 8) & 255)) ** 2 + (blue - (value & 255)) ** 2;
    if (away >= distance) continue;
    distance = away;
    nearest = name;
  }
  return nearest;
}
