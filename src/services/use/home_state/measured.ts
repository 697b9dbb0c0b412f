import type { Reply } from 'agentos/contract';
import type { Command } from '../../../language/command.ts';
import { deviceClassOf, domainOf, type Json } from '../../../language/home.ts';
import { sayArea, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import type { EntityRecord } from '../../need/device/contract.ts';

interface Measurement {
  readonly place: string;
  /** Of the room, where it stands in one. */
  readonly area: string | undefined;
  readonly value: number;
  readonly unit: string;
}

/** As it is said of what is measured: `the highest temperature is in the office`. */
const MEASURED: { readonly [measure: string]: string } = {
  carbon_dioxide: 'carbon dioxide',
  illuminance: 'brightness',
};

/** What was measured in several places: the highest, the lowest, the mean, or which of two is more. */
export function measured({ slots, targets, text }: Command, entities: readonly EntityRecord[]): Reply {
  const areas = new Map(targets.map(({ id, area }) => [id, area]));
  const measure = typeof slots.measure === 'string' ? slots.measure : 'temperature';
  const found = entities.flatMap((entity) => measurementOf(entity, measure, areas.get(entity.id)) ?? []);
  const noun = MEASURED[measure] ?? measure;
  if (slots.wanted === 'warmer' || slots.wanted === 'colder')
    return compared(slots, found, /\b(which|what)\b/i.test(text));
  const [first] = found;
  if (first === undefined) return { text: `Nothing here measures the ${noun}.`, outcome: 'failed' };
  // The garden is no room: what is asked about the house is not answered with the weather.
  const inside =
    slots.area === undefined ? found.filter(({ area }) => area !== undefined && !OUTSIDE.test(area)) : found;
  const known = inside.length > 0 ? inside : found;
  if (slots.wanted === 'mean') {
    const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
    const of = known.length === 1 ? '' : `, from ${known.length} places`;
    return { text: `The average ${noun} is ${withUnit(mean, first.unit)}${of}.`, outcome: 'done' };
  }
  if (slots.wanted === 'each') {
    const each = known.map(({ place, value, unit }) => `${withUnit(value, unit)} ${place}`);
    return { text: `It is ${joinWords(each)}.`, outcome: 'done' };
  }
  const sign = slots.wanted === 'lowest' ? -1 : 1;
  const most = Math.max(...known.map(({ value }) => value * sign)) * sign;
  const there = [...new Set(known.filter(({ value }) => value === most).map(({ place }) => place))];
  return {
    text: `The ${sign === 1 ? 'highest' : 'lowest'} ${noun} is ${withUnit(most, first.unit)}, ${joinWords(there)}.`,
    outcome: 'done',
  };
}

/** Where the weather is. */
const OUTSIDE_AREA = 'outside';
/** Rooms that are none. */
const OUTSIDE = /\b(garden|yard|backyard|patio|outside|outdoors?|terrace|balcony|porch|driveway|deck|street)\b/i;

/** @param isChoice whether it is asked which of the two, not whether the first */
function compared(slots: Command['slots'], found: readonly Measurement[], isChoice: boolean): Reply {
  const here = sideOf(slots.one, found, false);
  const there = sideOf(slots.other, found, true);
  if (here === undefined || there === undefined) {
    const dark = here === undefined ? slots.one : slots.other;
    const where = typeof dark === 'string' ? `in ${sayArea(dark)}` : 'there';
    return { text: `Nothing measures the temperature ${where}.`, outcome: 'failed' };
  }
  const difference = rounded(here.value - there.value);
  const values = `${withUnit(here.value, here.unit)} ${here.where} and ${withUnit(there.value, there.unit)} ${there.where}`;
  if (difference === 0) return { text: `It is the same: ${values}.`, outcome: 'done' };
  const is = slots.wanted === 'warmer' ? difference > 0 : difference < 0;
  if (isChoice) {
    const more = is ? here : there;
    return { text: `It is ${String(slots.wanted)} ${more.where}: ${values}.`, outcome: 'done' };
  }
  return { text: `${is ? 'Yes' : 'No'}, it is ${values}.`, outcome: 'done' };
}

/** One side of a comparison; where none is named, the house inside (`outside` where that is the one that is left). */
function sideOf(
  area: Json | undefined,
  found: readonly Measurement[],
  isOther: boolean,
): { readonly where: string; readonly value: number; readonly unit: string } | undefined {
  const isNamed = typeof area === 'string' && area !== 'inside' && area !== OUTSIDE_AREA;
  const outside = area === OUTSIDE_AREA || (area === undefined && isOther);
  const own = found.filter((one) =>
    isNamed ? one.area === area : one.area !== undefined && OUTSIDE.test(one.area) === outside,
  );
  const [first] = own;
  if (first === undefined) return undefined;
  const where = isNamed ? (OUTSIDE.test(area) ? 'outside' : `in ${sayArea(area)}`) : outside ? 'outside' : 'inside';
  return { where, value: own.reduce((sum, { value }) => sum + value, 0) / own.length, unit: first.unit };
}

function measurementOf(entity: EntityRecord, measure: string, area: string | undefined): Measurement | undefined {
  const { attributes, state, name } = entity;
  const domain = domainOf(entity.id);
  const read =
    domain === 'weather'
      ? attributes[measure]
      : domain === 'climate'
        ? attributes[`current_${measure}`]
        : deviceClassOf(entity) === measure && state.trim() !== ''
          ? Number(state)
          : undefined;
  if (typeof read !== 'number' || !Number.isFinite(read)) return undefined;
  const unit = attributes.unit_of_measurement ?? attributes.temperature_unit;
  const isDegrees = measure === 'temperature';
  const isOutside = domain === 'weather' || OUTSIDE.test(area ?? '');
  return {
    place: isOutside ? 'outside' : area === undefined ? `by ${sayName(name)}` : `in ${sayArea(area)}`,
    area: domain === 'weather' ? OUTSIDE_AREA : area,
    value: read,
    unit: isDegrees ? '°' : measure === 'humidity' ? '%' : typeof unit === 'string' ? unit : '',
  };
}

function withUnit(value: number, unit: string): string {
  const number = String(rounded(value));
  if (unit.startsWith('°')) return `${number} degrees`;
  return unit === '' ? number : unit === '%' ? `${number}%` : `${number} ${unit}`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
