import type { Reply } from 'agentos/contract';
import type { Command } from '../../../language/command.ts';
import { capitalised, sayArea, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import type { EntityRecord } from '../../need/device/contract.ts';

/** Most devices that are read out one by one. */
const READ_OUT = 3;

export function tellsTemperature(entity: EntityRecord): boolean {
  return measured(entity) !== undefined;
}

/** What they measure. Thermostats go before sensors; many are told by their span. */
export function sayTemperatures(entities: readonly EntityRecord[], { slots }: Pick<Command, 'slots'>): Reply {
  const named = typeof slots.name === 'string';
  const place = typeof slots.area === 'string' ? slots.area : undefined;
  const sensors = entities.filter(({ id }) => id.startsWith('sensor.'));
  const thermostats = entities.filter(({ id }) => !id.startsWith('sensor.'));
  const told = thermostats.length > 0 ? thermostats : sensors;
  const [only] = told;
  if (only === undefined) {
    const where = place === undefined ? '' : ` in ${sayArea(place)}`;
    return { text: `Nothing${where} tells me the temperature.`, outcome: 'failed' };
  }
  return { text: `${capitalised(sentence(told, only, named, place))}.`, outcome: 'done' };
}

function sentence(
  told: readonly EntityRecord[],
  only: EntityRecord,
  named: boolean,
  place: string | undefined,
): string {
  if (told.length > READ_OUT) {
    const values = told.flatMap((entity) => measured(entity) ?? []).sort((a, b) => a - b);
    const [least] = values;
    const most = values.at(-1);
    return least === most
      ? `it is ${degrees(only, least)} everywhere`
      : `it is between ${least} and ${degrees(only, most)}`;
  }
  if (told.length === 1 && !named) {
    const where = place === undefined ? '' : ` in ${sayArea(place)}`;
    return `it is ${degrees(only, measured(only))}${where}${aim(only)}`;
  }
  // Several are told by what they measure alone.
  const goal = (entity: EntityRecord): string => (told.length === 1 ? aim(entity) : '');
  return joinWords(
    told.map((entity) => `${sayName(entity.name)} reads ${degrees(entity, measured(entity))}${goal(entity)}`),
  );
}

function measured({ id, state, attributes }: EntityRecord): number | undefined {
  if (id.startsWith('sensor.')) {
    const isTemperature =
      attributes.device_class === 'temperature' ||
      attributes.unit_of_measurement === '°C' ||
      attributes.unit_of_measurement === '°F';
    const value = Number(state);
    return isTemperature && state.trim() !== '' && Number.isFinite(value) ? value : undefined;
  }
  return typeof attributes.current_temperature === 'number' ? attributes.current_temperature : undefined;
}

function degrees({ attributes }: EntityRecord, value: number | undefined): string {
  const unit = attributes.temperature_unit ?? attributes.unit_of_measurement;
  if (typeof unit === 'string' && unit.startsWith('°')) return `${value} ${unit}`;
  return `${value} ${value === 1 ? 'degree' : 'degrees'}`;
}

function aim({ id, state, attributes }: EntityRecord): string {
  const goal = attributes.temperature;
  if (id.startsWith('sensor.') || typeof goal !== 'number') return '';
  return state === 'off' ? ', and the heating is off' : `, set to ${goal}`;
}
