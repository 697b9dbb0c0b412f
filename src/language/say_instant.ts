export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `noon`, `midnight`, `7:42 in the morning`, `8 o'clock in the evening`. */
export function sayTime(hour: number, minute: number): string {
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  const clock = minute === 0 ? `${shown} o'clock` : `${shown}:${String(minute).padStart(2, '0')}`;
  return `${clock} ${partOfDay(hour)}`;
}

function partOfDay(hour: number): string {
  if (hour < 5 || hour >= 22) return 'at night';
  if (hour < 12) return 'in the morning';
  return hour < 18 ? 'in the afternoon' : 'in the evening';
}

/** `Monday, November 23rd, 2026`; weekdays count from 1, Monday. */
export function sayDate({
  weekday,
  year,
  month,
  day,
}: {
  weekday: number;
  year: number;
  month: number;
  day: number;
}): string {
  return `${weekdays[weekday - 1] ?? ''}, ${months[month - 1] ?? ''} ${day}${ordinalEnding(day)}, ${year}`;
}

export function ordinalEnding(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  return (teens ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th';
}
