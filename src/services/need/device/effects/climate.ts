import type { Attributes } from '../situation.ts';
import {
  type Change,
  choiceIn,
  type Now,
  numberIn,
  numberOf,
  plainly,
  Refused,
  type Services,
  service,
  wantedNumber,
} from './service.ts';

/** Thermostats of Home Assistant take 7 to 35 °C, 45 to 95 °F where they say nothing else; homes of tests say odder things. */
const WIDEST = { least: -50, most: 150 };

export const climate: Services = {
  turn_on: plainly((now) => ({ state: now.state === 'off' ? lastMode(now) : now.state })),
  turn_off: plainly({ state: 'off' }),
  toggle: plainly((now) => ({ state: now.state === 'off' ? lastMode(now) : 'off' })),
  set_temperature: service(['temperature', 'target_temp_low', 'target_temp_high', 'hvac_mode'], setTemperature),
  set_hvac_mode: service(['hvac_mode'], (now, data) => ({ state: choiceIn(now, data, 'hvac_mode', 'hvac_modes') })),
  set_fan_mode: service(['fan_mode'], (now, data) => ({
    attributes: { fan_mode: choiceIn(now, data, 'fan_mode', 'fan_modes') },
  })),
  set_preset_mode: service(['preset_mode'], (now, data) => ({
    attributes: { preset_mode: choiceIn(now, data, 'preset_mode', 'preset_modes') },
  })),
  set_humidity: service(['humidity'], (_now, data) => ({
    attributes: { target_humidity: wantedNumber(data, 'humidity', 0, 100) },
  })),
};

export const waterHeater: Services = {
  turn_on: plainly((now) => ({ state: now.state === 'off' ? 'eco' : now.state })),
  turn_off: plainly({ state: 'off' }),
  set_temperature: service(['temperature'], setTemperature),
  set_operation_mode: service(['operation_mode'], (now, data) => ({
    state: choiceIn(now, data, 'operation_mode', 'operation_list'),
  })),
};

export const humidifier: Services = {
  turn_on: plainly({ state: 'on' }),
  turn_off: plainly({ state: 'off' }),
  toggle: plainly((now) => ({ state: now.state === 'on' ? 'off' : 'on' })),
  set_humidity: service(['humidity'], (now, data) => ({
    attributes: {
      humidity: wantedNumber(
        data,
        'humidity',
        numberOf(now.attributes.min_humidity) ?? 0,
        numberOf(now.attributes.max_humidity) ?? 100,
      ),
    },
  })),
  set_mode: service(['mode'], (now, data) => ({
    attributes: { mode: choiceIn(now, data, 'mode', 'available_modes') },
  })),
};

function setTemperature(now: Now, data: Attributes): Change {
  const least = numberOf(now.attributes.min_temp) ?? WIDEST.least;
  const most = numberOf(now.attributes.max_temp) ?? WIDEST.most;
  const temperature = numberIn(data, 'temperature', least, most);
  const low = numberIn(data, 'target_temp_low', least, most);
  const high = numberIn(data, 'target_temp_high', least, most);
  if (temperature === undefined && (low === undefined || high === undefined)) throw new Refused('needs a temperature');
  if (low !== undefined && high !== undefined && low > high)
    throw new Refused(`cannot keep between ${low} and ${high} degrees`);
  return {
    ...(data.hvac_mode === undefined ? {} : { state: choiceIn(now, data, 'hvac_mode', 'hvac_modes') }),
    attributes: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(low === undefined ? {} : { target_temp_low: low }),
      ...(high === undefined ? {} : { target_temp_high: high }),
    },
  };
}

function lastMode(now: Now): string {
  const modes = now.attributes.hvac_modes;
  const known = Array.isArray(modes) ? modes.filter((mode) => typeof mode === 'string' && mode !== 'off') : [];
  const best = ['heat_cool', 'auto', 'heat', 'cool'].find((mode) => known.includes(mode)) ?? known[0];
  return typeof best === 'string' ? best : 'heat';
}
