import { Fault } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * A recurrence rule whose series moves by a length of time on the wall, over so many midnights.
 * @throws Fault FAILED_PRECONDITION where the rule says by itself when it is, so that another time would be another rule
 */
export function shiftedRule(rule: string, by: Temporal.Duration, dayShift: number, zone: string): string {
  const parts = rule.split(';').map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=');
    return [name.toUpperCase(), value];
  });
  const fixed = parts.some(
    ([name, value]) =>
      /^BY(?:HOUR|MINUTE|SECOND)$/u.test(name) ||
      (dayShift !== 0 && /^BY(?:MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)$/u.test(name)) ||
      (dayShift !== 0 && name === 'BYDAY' && /\d/u.test(value)),
  );
  if (fixed) {
    throw new Fault(
      'FAILED_PRECONDITION',
      'That series comes on days that cannot simply be moved; change it in your calendar, or move only one of them.',
    );
  }
  return parts
    .map(([name, value]) => {
      if (name === 'BYDAY')
        return `${name}=${value
          .split(',')
          .map((day) => shiftedDay(day, dayShift))
          .join(',')}`;
      return name === 'UNTIL'
        ? `${name}=${shiftedUntil(value.replace(/[-:]/gu, ''), by, dayShift, zone)}`
        : `${name}=${value}`;
    })
    .join(';');
}

function shiftedDay(day: string, dayShift: number): string {
  const index = DAYS.indexOf(day.toUpperCase());
  return DAYS[(((index + dayShift) % 7) + 7) % 7] ?? day;
}

function shiftedUntil(until: string, by: Temporal.Duration, dayShift: number, zone: string): string {
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  if (until.length === 8) return Temporal.PlainDate.from(date).add({ days: dayShift }).toString().replaceAll('-', '');
  const wall = Temporal.PlainDateTime.from(
    `${date}T${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`,
  );
  const shifted = until.endsWith('Z')
    ? wall.toZonedDateTime('UTC').withTimeZone(zone).add(by).withTimeZone('UTC').toPlainDateTime()
    : wall.add(by);
  return `${shifted.toString({ smallestUnit: 'second' }).replace(/[-:]/gu, '')}${until.endsWith('Z') ? 'Z' : ''}`;
}
