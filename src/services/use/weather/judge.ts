import type { DayForecast, WeatherReport } from '../../need/weather/contract.ts';

/** From here on rain is to be reckoned with. */
const LIKELY_PCT = 50;

const CONDITIONS: { readonly [asked: string]: RegExp } = {
  rain: /rain|pouring/,
  snow: /snow/,
  sun: /sunny|clear/,
  clouds: /cloud/,
  wind: /wind|lightning/,
  fog: /fog/,
  thunder: /lightning/,
};

/** `Yes, ` or `No, ` to "will it rain?"; nothing where the report cannot say, as for "is it warm?". */
export function judge(told: WeatherReport['now'] | readonly DayForecast[], asked: string): string {
  const pattern = CONDITIONS[asked];
  if (!pattern) return '';
  const moments: readonly { readonly condition: string; readonly rainPct?: number | undefined }[] = isDays(told)
    ? told
    : [told];
  const wet = asked === 'rain' && moments.some(({ rainPct }) => rainPct !== undefined && rainPct >= LIKELY_PCT);
  return wet || moments.some(({ condition }) => pattern.test(condition)) ? 'Yes, ' : 'No, ';
}

function isDays(told: WeatherReport['now'] | readonly DayForecast[]): told is readonly DayForecast[] {
  return Array.isArray(told);
}
