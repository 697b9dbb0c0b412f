import { agent, Fault } from 'agentos/service';
import { sayDate, sayTime } from '../../../language/say_instant.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { clock } from './contract.ts';

export default agent({
  contract: clock,
  *run({ input }) {
    const now = yield* clockNow({});
    switch (input.intent) {
      case 'HassGetCurrentTime':
        return { text: `It is ${sayTime(now.hour, now.minute)}.`, outcome: 'done' as const };
      case 'HassGetCurrentDate':
        return { text: `It is ${sayDate(now)}.`, outcome: 'done' as const };
      default:
        throw new Fault('INVALID_ARGUMENT', `use.clock does not know the intent ${input.intent}.`);
    }
  },
});
