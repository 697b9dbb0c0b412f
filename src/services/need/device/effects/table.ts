import { climate, humidifier, waterHeater } from './climate.ts';
import { light } from './light.ts';
import { mediaPlayer } from './media_player.ts';
import { fan, lawnMower, vacuum } from './moving.ts';
import { alarm, cover, lock, valve } from './opening.ts';
import type { Services } from './service.ts';
import { button, number, onOff, remote, select } from './switching.ts';
import { todo } from './todo.ts';

/** What the demo home can do, by domain. Scenes, scripts and groups act on others and are carried out apart. */
export const SERVICES: { readonly [domain: string]: Services } = {
  alarm_control_panel: alarm,
  automation: onOff,
  button,
  climate,
  cover,
  fan,
  humidifier,
  input_boolean: onOff,
  input_button: button,
  input_number: number,
  input_select: select,
  lawn_mower: lawnMower,
  light,
  lock,
  media_player: mediaPlayer,
  number,
  remote,
  select,
  siren: onOff,
  switch: onOff,
  todo,
  vacuum,
  valve,
  water_heater: waterHeater,
};
