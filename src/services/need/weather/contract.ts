import { need } from 'agentos/contract';
import { z } from 'zod';

const dayForecast = z.object({
  date: z.string(),
  condition: z.string(),
  high: z.number().optional(),
  low: z.number().optional(),
  /** Chance of rain or snow, 0 to 100. */
  rainPct: z.number().optional(),
});

/** Conditions are Home Assistant's: `sunny`, `clear-night`, `partlycloudy`, `rainy` … */
export const weatherReport = z.object({
  /** As it is spoken of; absent for the home's own place. */
  place: z.string().optional(),
  /** `°C` or `°F`, of all temperatures. */
  unit: z.string(),
  now: z.object({
    condition: z.string(),
    temperature: z.number().optional(),
    humidityPct: z.number().optional(),
    wind: z.number().optional(),
    windUnit: z.string().optional(),
  }),
  /** From today on, as far as it is known. */
  days: z.array(dayForecast),
});
export type WeatherReport = z.infer<typeof weatherReport>;
export type DayForecast = z.infer<typeof dayForecast>;

export const weatherAt = need('weather', {
  summary: 'Weather at a place: now, and for the days to come.',
  input: z.object({
    /** A weather entity of the home. */
    entity: z.string().optional(),
    /** Name of a place elsewhere; the home's own where absent. */
    location: z.string().max(200).optional(),
    /** True where the days to come are wanted. */
    forecast: z.boolean().default(false),
  }),
  output: weatherReport,
  effect: 'read',
  risk: 'open',
  outside: true,
  // The name of a place goes to whoever knows its weather.
  outbound: ({ location }) => location !== undefined,
});
