import { tool } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { clockNow } from './contract.ts';

export default tool({
  contract: clockNow,
  async run(_input, { clock }) {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(clock.now())).toZonedDateTimeISO(clock.zone);
    return {
      epochMs: at.epochMilliseconds,
      zone: at.timeZoneId,
      year: at.year,
      month: at.month,
      day: at.day,
      weekday: at.dayOfWeek,
      hour: at.hour,
      minute: at.minute,
      second: at.second,
    };
  },
});
