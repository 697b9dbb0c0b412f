import type { DayForecast } from '../../need/weather/contract.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The days of a forecast (the first is today) that a word means: `tomorrow evening`, `saturday`, `weekend`, `week`. */
export function daysMeant(days: readonly DayForecast[], word: string): DayForecast[] {
  const at = (index: number): DayForecast[] => days.slice(index, index + 1);
  if (word === 'week') return [...days];
  if (word === 'weekend') return days.filter((day) => isWeekend(day)).slice(0, 2);
  if (word.startsWith('day after tomorrow')) return at(2);
  if (word.startsWith('tomorrow')) return at(1);
  const weekday = WEEKDAYS.findIndex((name) => word.startsWith(name));
  if (weekday < 0) return at(0);
  return days.filter(({ date }) => weekdayOf(date) === weekday).slice(0, 1);
}

/** The days of a forecast from one moment up to another, as `2026-12-07T00:00:00`. */
export function daysWithin(
  days: readonly DayForecast[],
  { from, to }: { readonly from: string; readonly to: string },
): DayForecast[] {
  return days.filter(({ date }) => date >= from.slice(0, 10) && `${date}T00:00:00` < to);
}

function isWeekend({ date }: DayForecast): boolean {
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6;
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
