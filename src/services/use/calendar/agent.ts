import { agent, Fault } from 'agentos/service';
import { clockNow } from '../../need/clock/contract.ts';
import { addEvent } from './add_event.ts';
import { cancelEvent } from './cancel_event.ts';
import { calendar } from './contract.ts';
import { findEvent } from './find_event.ts';
import { freeTime } from './free_time.ts';
import { listEvents } from './list_events.ts';
import { moveEvent } from './move_event.ts';
import { nextEvent } from './next_event.ts';

export default agent({
  contract: calendar,
  *run({ input: { intent, slots } }) {
    const now = yield* clockNow({});
    switch (intent) {
      case 'AgentosCalendarList':
        return yield* listEvents(slots, now);
      case 'AgentosCalendarNext':
        return yield* nextEvent(now);
      case 'AgentosCalendarFind':
        return yield* findEvent(slots, now);
      case 'AgentosCalendarFree':
        return yield* freeTime(slots, now);
      case 'AgentosCalendarAdd':
        return yield* addEvent(slots, now);
      case 'AgentosCalendarMove':
        return yield* moveEvent(slots, now);
      case 'AgentosCalendarCancel':
        return yield* cancelEvent(slots, now);
      default:
        throw new Fault('INVALID_ARGUMENT', `use.calendar does not know the intent ${intent}.`);
    }
  },
});
