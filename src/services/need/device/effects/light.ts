import type { Json } from '../../../../language/home.ts';
import { parseColour } from '../../../../language/values/colour.ts';
import type { Attributes } from '../situation.ts';
import {
  type Change,
  clamp,
  type Now,
  numberIn,
  numberOf,
  plainly,
  Refused,
  type Services,
  service,
  wantedText,
} from './service.ts';

const FULL = 255;
const COLOUR_MODES = new Set(['hs', 'rgb', 'rgbw', 'rgbww', 'xy']);

export const light: Services = {
  turn_on: service(
    [
      'brightness',
      'brightness_pct',
      'brightness_step_pct',
      'rgb_color',
      'color_name',
      'color_temp_kelvin',
      'transition',
      'effect',
    ],
    turnOn,
  ),
  turn_off: service(['transition'], () => ({ state: 'off' })),
  toggle: plainly((now) => (now.state === 'on' ? { state: 'off' } : turnOn(now, {}))),
};

function turnOn(now: Now, data: Attributes): Change {
  const modes = modesOf(now);
  const level = levelOf(now, data);
  if (level && modes?.every((mode) => mode === 'onoff')) throw new Refused('cannot be dimmed');
  // A lamp dimmed to nothing is off.
  if (level === 0) return { state: 'off' };
  const attributes: { [name: string]: Json } = { ...colourOf(now, data, modes) };
  if (level !== undefined) attributes.brightness = level;
  if (data.effect !== undefined) attributes.effect = wantedText(data, 'effect');
  const [first] = modes ?? [];
  if (attributes.color_mode === undefined && typeof now.attributes.color_mode !== 'string' && first !== undefined)
    attributes.color_mode = first;
  return { state: 'on', attributes };
}

/** Brightness asked for, 0 to 255 as Home Assistant has it; undefined keeps the lamp's own. */
function levelOf(now: Now, data: Attributes): number | undefined {
  const raw = numberIn(data, 'brightness', 0, FULL);
  if (raw !== undefined) return Math.round(raw);
  const percent = numberIn(data, 'brightness_pct', 0, 100);
  if (percent !== undefined) return ofPercent(percent);
  const step = numberIn(data, 'brightness_step_pct', -100, 100);
  if (step === undefined) return undefined;
  // A lit lamp that tells no level, or 0, shines fully.
  const level = now.state === 'on' ? numberOf(now.attributes.brightness) || FULL : 0;
  return clamp(level + Math.sign(step) * ofPercent(Math.abs(step)), now.state === 'on' && step < 0 ? 1 : 0, FULL);
}

/** Home Assistant rounds half up: 50 % is 128. */
function ofPercent(percent: number): number {
  return Math.round((percent * FULL) / 100);
}

function modesOf(now: Now): string[] | undefined {
  const modes = now.attributes.supported_color_modes;
  return Array.isArray(modes) ? modes.filter((mode) => typeof mode === 'string') : undefined;
}

function colourOf(now: Now, data: Attributes, modes: readonly string[] | undefined): Attributes {
  const kelvin = numberIn(data, 'color_temp_kelvin', 1_000, 12_000);
  if (kelvin !== undefined) return white(now, kelvin, modes);
  if (data.rgb_color !== undefined) return colour(rgbOf(data.rgb_color), modes);
  if (data.color_name === undefined) return {};
  const named = parseColour(wantedText(data, 'color_name'));
  if (named === undefined) throw new Refused(`knows no colour "${wantedText(data, 'color_name')}"`);
  return named.value.kind === 'white' ? white(now, named.value.kelvin, modes) : colour(named.value.rgb, modes);
}

function colour(rgb: readonly number[], modes: readonly string[] | undefined): Attributes {
  const mode = modes === undefined ? 'rgb' : modes.find((candidate) => COLOUR_MODES.has(candidate));
  if (mode === undefined) throw new Refused('cannot change its colour');
  const withWhite =
    mode === 'rgbw' ? { rgbw_color: [...rgb, 0] } : mode === 'rgbww' ? { rgbww_color: [...rgb, 0, 0] } : {};
  return { color_mode: mode, rgb_color: [...rgb], color_temp_kelvin: null, ...withWhite };
}

/** A lamp of colours only shows a white of that temperature by its colour. */
function white(now: Now, kelvin: number, modes: readonly string[] | undefined): Attributes {
  if (modes !== undefined && !modes.includes('color_temp')) {
    return { ...colour(kelvinToRgb(kelvin), modes) };
  }
  const least = numberOf(now.attributes.min_color_temp_kelvin) ?? 0;
  const most = numberOf(now.attributes.max_color_temp_kelvin) ?? Number.POSITIVE_INFINITY;
  if (kelvin < least || kelvin > most)
    throw new Refused(`takes a colour temperature from ${least} to ${most} kelvin, not ${kelvin}`);
  return { color_mode: 'color_temp', color_temp_kelvin: kelvin, rgb_color: null };
}

/** Tanner Helland's fit to Mitchell Charity's blackbody table, good to a few units between 1000 and 40,000 K. */
function kelvinToRgb(kelvin: number): [number, number, number] {
  const t = kelvin / 100;
  const red = t <= 66 ? 255 : 329.698727446 * (t - 60) ** -0.1332047592;
  const green = t <= 66 ? 99.4708025861 * Math.log(t) - 161.1195681661 : 288.1221695283 * (t - 60) ** -0.0755148492;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.5177312231 * Math.log(t - 10) - 305.0447927307;
  return [byte(red), byte(green), byte(blue)];
}

function byte(value: number): number {
  return Math.round(clamp(value, 0, 255));
}

function rgbOf(value: Json): number[] {
  const rgb = Array.isArray(value) ? value.filter((part) => typeof part === 'number' && part >= 0 && part <= 255) : [];
  if (rgb.length !== 3) throw new Refused('needs a colour as red, green and blue from 0 to 255');
  return rgb.map((part) => Math.round(Number(part)));
}
