import { agent, Fault } from 'agentos/service';
import { sayDate, sayTime, weekdays } from '../../../language/say_instant.ts';
import { zoneOf } from '../../../language/time_zones.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { clock } from './contract.ts';
import { dayAsked } from './day_asked.ts';

export default agent({
  contract: clock,
  *run({ input }) {
    const now = yield* clockNow({});
    switch (input.intent) {
      case 'HassGetCurrentTime': {
        const { location } = input.slots;
        if (typeof location === 'string') return timeElsewhere(location, now.epochMs);
        return { text: `It is ${sayTime(now.hour, now.minute)}.`, outcome: 'done' as const };
      }
      case 'HassGetCurrentDate': {
        const day = dayAsked(input.slots, now);
        if (day === 'unknown') return { text: 'I do not know which day that is.', outcome: 'failed' as const };
        const { is } = input.slots;
        const wanted = typeof is === 'number' ? is : undefined;
        const text =
          wanted === undefined
            ? `${day.isToday ? 'It' : 'That'} is ${sayDate(day)}.`
            : day.weekday === wanted
              ? `Yes, ${day.isToday ? 'today' : sayDate(day)} is a ${weekdays[wanted - 1]}.`
              : `No, ${day.isToday ? 'today' : 'that'} is ${sayDate(day)}.`;
        return { text, outcome: 'done' as const };
      }
      default:
        throw new Fault('INVALID_ARGUMENT', `use.clock does not know the intent ${input.intent}.`);
    }
  },
});

function timeElsewhere(place: string, epochMs: number) {
  const said = place.trim().replace(/[.!?]+$/u, '');
  const timeZone = zoneOf(said);
  if (timeZone === undefined) return { text: `I do not know what time it is in ${said}.`, outcome: 'failed' as const };
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
    .formatToParts(epochMs)
    .map(({ type, value }) => [type, Number(value)] as const);
  const { hour = 0, minute = 0 }: { hour?: number; minute?: number } = Object.fromEntries(parts);
  return { text: `In ${said} it is ${sayTime(hour, minute)}.`, outcome: 'done' as const };
}
