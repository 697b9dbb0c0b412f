import { Fault, type Http, provider, tool } from 'agentos/service';
import { z } from 'zod';
import { type WeatherReport, weatherAt } from './contract.ts';
import { conditionOf } from './wmo_code.ts';

const DAYS = 7;
const MAX_BYTES = 256 * 1024;

const place = z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional() });
type Place = z.infer<typeof place>;

/** What of Open-Meteo's answers is read: https://open-meteo.com/en/docs and …/docs/geocoding-api. */
const found = z.object({ results: z.array(place).optional() });
const series = z.array(z.number().nullable());
const forecast = z.object({
  current: z.object({
    temperature_2m: z.number().nullish(),
    relative_humidity_2m: z.number().nullish(),
    weather_code: z.number().nullish(),
    wind_speed_10m: z.number().nullish(),
  }),
  current_units: z.object({ temperature_2m: z.string(), wind_speed_10m: z.string() }),
  daily: z.object({
    time: z.array(z.string()),
    weather_code: series,
    temperature_2m_max: series,
    temperature_2m_min: series,
    precipitation_probability_max: series,
  }),
});

/** Open-Meteo: free, without an account. It is told a place and nothing else. */
export default provider({
  contracts: [weatherAt],
  settings: z.object({
    latitude: z.number().min(-90).max(90).optional().describe('Degrees north; that of [home] where absent.'),
    longitude: z.number().min(-180).max(180).optional().describe('Degrees east; that of [home] where absent.'),
    location: z.string().optional().describe('Name of a town, where the degrees are not given.'),
    units: z.enum(['metric', 'imperial']).optional().describe('Units that are spoken; those of [home] where absent.'),
  }),
  async open({ settings, place: home, http }) {
    const { latitude = home.latitude, longitude = home.longitude, location: town, units = home.units } = settings;
    const own: Place | undefined =
      latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
    const get = tool({
      contract: weatherAt,
      accepts: ({ location }) => location !== undefined || own !== undefined || town !== undefined,
      async run({ location }, { signal }) {
        const there =
          location === undefined && own !== undefined ? own : await findPlace(http, location ?? town ?? '', signal);
        return reportAt(http, there, units, signal);
      },
    });
    return { tools: [get], release: async () => {} };
  },
});

async function findPlace(http: Http, name: string, signal: AbortSignal): Promise<Place> {
  const url = `https://geocoding-api.open-meteo.com/v1/search?${new URLSearchParams({ name, count: '1', language: 'en', format: 'json' })}`;
  const [first] = checked(found, await http.getJson(url, { signal, maxBytes: MAX_BYTES })).results ?? [];
  if (!first) throw new Fault('NOT_FOUND', `I know of no place called ${name}.`);
  return first;
}

async function reportAt(
  http: Http,
  there: Place,
  units: 'metric' | 'imperial',
  signal: AbortSignal,
): Promise<WeatherReport> {
  const query = new URLSearchParams({
    latitude: String(there.latitude),
    longitude: String(there.longitude),
    current: 'temperature_2m,relative_humidity_2m,weather_code,wind_speed_10m',
    daily: 'weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max',
    timezone: 'auto',
    forecast_days: String(DAYS),
    ...(units === 'imperial' ? { temperature_unit: 'fahrenheit', wind_speed_unit: 'mph' } : {}),
  });
  const { current, current_units, daily } = checked(
    forecast,
    await http.getJson(`https://api.open-meteo.com/v1/forecast?${query}`, { signal, maxBytes: MAX_BYTES }),
  );
  return {
    ...(there.name === undefined ? {} : { place: there.name }),
    unit: current_units.temperature_2m,
    now: {
      condition: conditionOf(current.weather_code),
      ...known('temperature', current.temperature_2m),
      ...known('humidityPct', current.relative_humidity_2m),
      ...known('wind', current.wind_speed_10m),
      windUnit: current_units.wind_speed_10m,
    },
    days: daily.time.map((date, at) => ({
      date,
      condition: conditionOf(daily.weather_code[at]),
      ...known('high', daily.temperature_2m_max[at]),
      ...known('low', daily.temperature_2m_min[at]),
      ...known('rainPct', daily.precipitation_probability_max[at]),
    })),
  };
}

/** The field, where the service tells it. */
function known<K extends string>(key: K, value: number | null | undefined): { [key in K]?: number } {
  const field: { [key in K]?: number } = {};
  if (value !== null && value !== undefined) field[key] = value;
  return field;
}

function checked<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new Fault('UNAVAILABLE', 'The weather service answered in a form that I do not know.', {
      cause: parsed.error,
    });
  return parsed.data;
}
