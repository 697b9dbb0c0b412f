import { agent, Fault } from 'agentos/service';
import { stretchMeant } from '../../../language/stretch_meant.ts';
import { stretchOf } from '../../../language/stretch_slot.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { type WeatherReport, weatherAt } from '../../need/weather/contract.ts';
import { weather } from './contract.ts';
import { sayWeather } from './say_weather.ts';

/** Words for a time that is not now and not today. */
const TODAY = new Set(['today', 'tonight', 'this morning', 'this afternoon']);

export default agent({
  contract: weather,
  *run({ input }) {
    const { name, location, day, date, condition } = input.slots;
    const [station] = input.targets;
    const stretch = stretchOf(date);
    const span = stretch === undefined ? undefined : stretchMeant(stretch, yield* clockNow({}));
    const later = span !== undefined || (typeof day === 'string' && !TODAY.has(day));
    try {
      const report = yield* weatherAt({
        ...(typeof location === 'string' ? { location } : station === undefined ? {} : { entity: station.id }),
        forecast: later,
      });
      const asked = typeof location === 'string' || typeof name === 'string';
      return sayWeather(asked ? report : withoutPlace(report), {
        text: input.text,
        ...(typeof day === 'string' ? { day } : {}),
        ...(span === undefined ? {} : { span }),
        ...(typeof condition === 'string' ? { condition } : {}),
      });
    } catch (thrown) {
      return { text: problem(Fault.from(thrown), typeof location === 'string', later), outcome: 'failed' as const };
    }
  },
});

/** Whoever asks for the weather knows where they are. */
function withoutPlace({ place: _, ...report }: WeatherReport): WeatherReport {
  return report;
}

function problem(fault: Fault, elsewhere: boolean, later: boolean): string {
  switch (fault.code) {
    case 'UNIMPLEMENTED':
      if (elsewhere) return 'No weather service is set up, so I cannot tell the weather elsewhere.';
      return later
        ? 'I have no forecast: this home has no weather service. Set its place in the settings to have one.'
        : 'This home has no weather station, and its place is not set in the settings.';
    case 'UNAVAILABLE':
    case 'DEADLINE_EXCEEDED':
      return 'I cannot reach the weather service right now. Please try again later.';
    default:
      return fault.message;
  }
}
