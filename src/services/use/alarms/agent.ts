import { agent, Fault } from 'agentos/service';
import { whenOf } from '../../../language/when_slot.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { scheduleList } from '../../need/schedule/contract.ts';
import { cancelAlarms } from './cancel_alarm.ts';
import { changeAlarm } from './change_alarm.ts';
import { alarms } from './contract.ts';
import { failed } from './said.ts';
import { sayAlarms, sayNext } from './say_alarm.ts';
import { setAlarm } from './set_alarm.ts';
import { snooze, stopRinging } from './snooze.ts';
import { alarmsMeant } from './which_alarm.ts';

export default agent({
  contract: alarms,
  *run({ input, thread }) {
    const place = { client: thread.origin.client, area: thread.origin.area };
    const { intent, slots } = input;
    const now = yield* clockNow({});
    switch (intent) {
      case 'AgentosAlarmSet':
        return yield* setAlarm(slots, place, now);
      case 'AgentosAlarmSnooze':
        return yield* snooze(slots, place, now.epochMs);
      case 'AgentosAlarmStop':
        return yield* stopRinging(input, place, now);
      case 'AgentosAlarmCancel':
        return yield* cancelAlarms(slots, now);
      case 'AgentosAlarmChange':
        return yield* changeAlarm(slots, now);
      case 'AgentosAlarmList': {
        const { schedules } = yield* scheduleList({ kind: 'alarm' });
        const when = whenOf(slots.when);
        const meant = alarmsMeant(schedules, when, undefined, now);
        return when !== undefined && meant.length === 0 && schedules.length > 0
          ? failed('There is no alarm then.')
          : { text: slots.next === true ? sayNext(meant, now) : sayAlarms(meant, now), outcome: 'done' as const };
      }
      default:
        throw new Fault('INVALID_ARGUMENT', `use.alarms does not know the intent ${intent}.`);
    }
  },
});
