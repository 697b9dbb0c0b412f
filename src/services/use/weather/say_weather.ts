import type { Reply } from 'agentos/contract';
import { capitalised } from '../../../language/say_devices.ts';
import type { DayForecast, WeatherReport } from '../../need/weather/contract.ts';
import { daysMeant, daysWithin } from './days_meant.ts';
import { judge } from './judge.ts';

const SAID: { readonly [condition: string]: string } = {
  'clear-night': 'clear',
  cloudy: 'cloudy',
  exceptional: 'exceptional',
  fog: 'foggy',
  hail: 'hailing',
  lightning: 'stormy with lightning',
  'lightning-rainy': 'stormy with rain',
  partlycloudy: 'partly cloudy',
  pouring: 'pouring',
  rainy: 'rainy',
  snowy: 'snowy',
  'snowy-rainy': 'sleety',
  sunny: 'sunny',
  windy: 'windy',
  'windy-variant': 'windy and cloudy',
};

export interface WeatherQuestion {
  /** As it was said. */
  readonly text: string;
  /** The word for the day; now where absent. */
  readonly day?: string;
  /** A date or several, by the clock of the house, and how it is said: `on 7 December`. */
  readonly span?: { readonly from: string; readonly to: string; readonly said: string };
  readonly condition?: string;
}

/** A report as it was asked for: now or on a day, and yes or no where a condition was asked after. */
export function sayWeather(report: WeatherReport, { text, condition, ...when }: WeatherQuestion): Reply {
  const { span } = when;
  const day = span?.said ?? when.day;
  const days =
    span !== undefined ? daysWithin(report.days, span) : day === undefined ? [] : daysMeant(report.days, day);
  if (day !== undefined && days.length === 0 && !isToday(day)) {
    return { text: `The forecast does not reach ${day}.`, outcome: 'failed' };
  }
  // Stations are called "Home Weather" or after their town.
  const town = report.place?.replace(/\s+weather$/i, '') ?? '';
  const place = town === '' || /^home$/i.test(town) ? '' : ` in ${town}`;
  const asked = condition !== undefined && /^(is|will|are|does|do|should)\b/i.test(text.trim());
  const ahead = days.length === 0 && (day !== undefined || /^(will|should|do|does)\b/i.test(text.trim()));
  if (asked && ahead) {
    // What it is like now says nothing of what it will be.
    return { text: `I have no forecast. Right now ${nowSaid(report)}${place}.`, outcome: 'done' };
  }
  const verdict = asked ? judge(days.length === 0 ? report.now : days, condition) : '';
  const told =
    days.length === 0
      ? `${nowSaid(report)}${place}`
      : `${daysSaid(days, day, report.unit)}${place === '' ? '' : `,${place}`}`;
  return { text: `${verdict}${verdict === '' ? capitalised(told) : told}.`, outcome: 'done' };
}

function daysSaid(days: readonly DayForecast[], day: string | undefined, unit: string): string {
  const named = days.length > 1 || day === undefined ? undefined : isToday(day) ? 'today' : day;
  return days.map((one) => daySaid(one, unit, named)).join('. ');
}

function isToday(day: string): boolean {
  return day === 'today' || day === 'tonight' || day.startsWith('this ');
}

function nowSaid({ now, unit }: WeatherReport): string {
  const details = [
    ...(now.temperature === undefined ? [] : [degrees(now.temperature, unit)]),
    words(now.condition),
    ...(now.humidityPct === undefined ? [] : [`${Math.round(now.humidityPct)}% humidity`]),
  ];
  return `it is ${details.length === 2 ? details.join(' and ') : details.join(', ')}`;
}

function daySaid(day: DayForecast, unit: string, named: string | undefined): string {
  const when = named ?? weekday(day.date);
  const span =
    day.high === undefined
      ? ''
      : day.low === undefined
        ? `, up to ${degrees(day.high, unit)}`
        : `, ${Math.round(day.low)} to ${degrees(day.high, unit)}`;
  const rain = day.rainPct === undefined || day.rainPct < 10 ? '' : `, ${Math.round(day.rainPct)}% chance of rain`;
  const upper = /^(mon|tues|wednes|thurs|fri|satur|sun)day$/.test(when) ? capitalised(when) : when;
  return `${upper} will be ${words(day.condition)}${span}${rain}`;
}

function degrees(value: number, unit: string): string {
  return `${Math.round(value)} ${unit}`;
}

function words(condition: string): string {
  return SAID[condition] ?? condition.replaceAll('-', ' ').replaceAll('_', ' ');
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function weekday(date: string): string {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? date;
}
