import type { Json } from '../../../../language/home.ts';
import type { Attributes } from '../situation.ts';
import {
  type Change,
  choiceIn,
  clamp,
  type Now,
  numberIn,
  numberOf,
  plainly,
  Refused,
  type Services,
  service,
  wantedNumber,
  wantedText,
} from './service.ts';

/** Speed after being turned on by a fan that remembers none. */
const USUAL = 50;

export const fan: Services = {
  turn_on: service(['percentage', 'preset_mode'], fanOn),
  turn_off: plainly({ state: 'off' }),
  toggle: plainly((now) => (now.state === 'on' ? { state: 'off' } : fanOn(now, {}))),
  set_percentage: service(['percentage'], (_now, data) => speed(wantedNumber(data, 'percentage', 0, 100))),
  increase_speed: service(['percentage_step'], (now, data) => speed(faster(now, stepOf(now, data)))),
  decrease_speed: service(['percentage_step'], (now, data) => speed(faster(now, -stepOf(now, data)))),
  oscillate: service(['oscillating'], (_now, data) => {
    if (typeof data.oscillating !== 'boolean') throw new Refused('needs to be told whether to swing');
    return { attributes: { oscillating: data.oscillating } };
  }),
  set_direction: service(['direction'], (_now, data) => ({ attributes: { direction: wantedText(data, 'direction') } })),
  set_preset_mode: service(['preset_mode'], (now, data) => ({
    state: 'on',
    attributes: { preset_mode: choiceIn(now, data, 'preset_mode', 'preset_modes') },
  })),
};

function fanOn(now: Now, data: Attributes): Change {
  const percentage = numberIn(data, 'percentage', 0, 100);
  if (percentage !== undefined) return speed(percentage);
  const preset =
    data.preset_mode === undefined ? {} : { preset_mode: choiceIn(now, data, 'preset_mode', 'preset_modes') };
  // One that stood still at 0 % must turn at some speed once it is on.
  const still = numberOf(now.attributes.percentage) === 0 ? { percentage: USUAL } : {};
  return { state: 'on', attributes: { ...preset, ...still } };
}

function speed(percentage: number): Change {
  const whole = Math.round(percentage);
  return { state: whole > 0 ? 'on' : 'off', attributes: { percentage: whole } };
}

function stepOf(now: Now, data: Attributes): number {
  return numberIn(data, 'percentage_step', 0, 100) ?? numberOf(now.attributes.percentage_step) ?? 10;
}

function faster(now: Now, step: number): number {
  const turning = now.state === 'on' ? (numberOf(now.attributes.percentage) ?? USUAL) : 0;
  return clamp(turning + step, 0, 100);
}

export const vacuum: Services = {
  start: plainly({ state: 'cleaning' }),
  turn_on: plainly({ state: 'cleaning' }),
  turn_off: plainly(home),
  pause: plainly((now) => (now.state === 'cleaning' || now.state === 'returning' ? { state: 'paused' } : {})),
  stop: plainly((now) => (now.state === 'docked' ? {} : { state: 'idle' })),
  return_to_base: plainly(home),
  locate: plainly({}),
  clean_spot: plainly({ state: 'cleaning' }),
  clean_area: service(['area'], (_now, data) => ({
    state: 'cleaning',
    attributes: { cleaning_area: areasOf(data.area) },
  })),
  set_fan_speed: service(['fan_speed'], (now, data) => ({
    attributes: { fan_speed: choiceIn(now, data, 'fan_speed', 'fan_speed_list') },
  })),
};

/** On its way, and home only when it is; one that stands there stays. */
function home(now: Now): Change {
  return now.state === 'docked' ? {} : { state: 'returning' };
}

function areasOf(value: Json | undefined): Json {
  if (typeof value === 'string' && value !== '') return [value];
  if (Array.isArray(value) && value.length > 0 && value.every((area) => typeof area === 'string')) return value;
  throw new Refused('needs to be told which room to clean');
}

export const lawnMower: Services = {
  start_mowing: plainly({ state: 'mowing' }),
  pause: plainly((now) => (now.state === 'mowing' || now.state === 'returning' ? { state: 'paused' } : {})),
  dock: plainly(home),
};
