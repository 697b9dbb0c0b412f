import { Fault, provider, tool } from 'agentos/service';
import { z } from 'zod';
import type { Json } from '../../../language/home.ts';
import { type EntityRecord, homeSignal, stateSignal } from '../device/contract.ts';
import { type DayForecast, type WeatherReport, weatherAt } from './contract.ts';

/** The home's own weather stations: entities of the domain `weather`, as the home tells them. */
export default provider({
  contracts: [weatherAt],
  settings: z.object({}),
  async open({ listen }) {
    const stations = new Map<string, EntityRecord>();
    const releases = [
      listen(homeSignal, ({ entities }) => {
        stations.clear();
        for (const entity of entities) if (entity.id.startsWith('weather.')) stations.set(entity.id, entity);
      }),
      listen(stateSignal, ({ entity: id, state, attributes }) => {
        const known = stations.get(id);
        if (known) stations.set(id, { ...known, state, attributes });
      }),
    ];
    const stationFor = (id: string | undefined): EntityRecord | undefined =>
      id === undefined ? stations.values().next().value : stations.get(id);
    const get = tool({
      contract: weatherAt,
      accepts: ({ entity, location, forecast }) => {
        const station = location === undefined ? stationFor(entity) : undefined;
        return station !== undefined && (!forecast || forecastOf(station).length > 0);
      },
      async run({ entity }) {
        const station = stationFor(entity);
        if (!station) throw new Fault('NOT_FOUND', 'This home has no weather station.');
        return reportOf(station);
      },
    });
    return {
      tools: [get],
      release: async () => {
        for (const release of releases) release();
      },
    };
  },
});

function reportOf(station: EntityRecord): WeatherReport {
  const { state, attributes } = station;
  if (state === 'unavailable' || state === 'unknown')
    throw new Fault('UNAVAILABLE', `${station.name} tells no weather right now.`);
  const temperature = numberOf(attributes.temperature);
  const humidityPct = numberOf(attributes.humidity);
  const wind = numberOf(attributes.wind_speed);
  const { temperature_unit: unit, wind_speed_unit: windUnit } = attributes;
  return {
    place: station.name,
    unit: typeof unit === 'string' ? unit : '°C',
    now: {
      condition: state,
      ...(temperature === undefined ? {} : { temperature }),
      ...(humidityPct === undefined ? {} : { humidityPct }),
      ...(wind === undefined ? {} : { wind }),
      ...(typeof windUnit === 'string' ? { windUnit } : {}),
    },
    days: forecastOf(station),
  };
}

/** Home Assistant's form: `forecast: [{ datetime, condition, temperature, templow, precipitation_probability }]`. */
function forecastOf({ attributes }: EntityRecord): DayForecast[] {
  if (!Array.isArray(attributes.forecast)) return [];
  return attributes.forecast.flatMap((day) => {
    if (day === null || typeof day !== 'object' || Array.isArray(day) || typeof day.datetime !== 'string') return [];
    const [high, low, rainPct] = [
      numberOf(day.temperature),
      numberOf(day.templow),
      numberOf(day.precipitation_probability),
    ];
    return [
      {
        date: day.datetime.slice(0, 10),
        condition: typeof day.condition === 'string' ? day.condition : 'unknown',
        ...(high === undefined ? {} : { high }),
        ...(low === undefined ? {} : { low }),
        ...(rainPct === undefined ? {} : { rainPct }),
      },
    ];
  });
}

function numberOf(value: Json | undefined): number | undefined {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
