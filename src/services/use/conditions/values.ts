import type { Command } from '../../../language/command.ts';
import { domainOf } from '../../../language/home.ts';
import { deviceList, type EntityRecord } from '../../need/device/contract.ts';

/** The numbers that a question asks for, as the devices tell them now; none where they tell none. */
export function* valuesOf({ intent, slots, targets }: Command) {
  const asked =
    targets.length > 0
      ? { entities: targets.map(({ id }) => id) }
      : { ...(typeof slots.area === 'string' ? { area: slots.area } : {}), domains: ['climate', 'sensor'] };
  const { entities } = yield* deviceList(asked);
  const told = entities.filter((entity) => intent !== 'HassClimateGetTemperature' || measuresWarmth(entity));
  // A thermostat in a room goes before what else measures there, as where it is told.
  const thermostats = told.filter(({ id }) => domainOf(id) === 'climate');
  return (thermostats.length > 0 ? thermostats : told).flatMap((entity) => measured(entity) ?? []);
}

function measuresWarmth({ id, attributes }: EntityRecord): boolean {
  const { device_class: kind, unit_of_measurement: unit } = attributes;
  return domainOf(id) === 'climate' || kind === 'temperature' || unit === '°C' || unit === '°F';
}

function measured({ id, state, attributes }: EntityRecord): number | undefined {
  const domain = domainOf(id);
  if (domain === 'climate') return numberOf(attributes.current_temperature);
  if (domain === 'weather') return numberOf(attributes.temperature);
  return state.trim() === '' ? undefined : numberOf(Number(state));
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
