import { agent, Fault } from 'agentos/service';
import { clockNow } from '../../need/clock/contract.ts';
import { mayHearTyped } from './asker.ts';
import { cancelReminders } from './cancel_reminder.ts';
import { reminders } from './contract.ts';
import { listReminders } from './list_reminders.ts';
import { sayMissed } from './missed.ts';
import { setReminder } from './set_reminder.ts';

export default agent({
  contract: reminders,
  *run({ input: { intent, slots }, thread }) {
    const now = yield* clockNow({});
    switch (intent) {
      case 'AgentosReminderSet':
        return yield* setReminder(slots, thread.origin, now);
      case 'AgentosReminderList':
        return yield* listReminders(slots, now, mayHearTyped(thread.origin));
      case 'AgentosReminderCancel':
        return yield* cancelReminders(slots, now, mayHearTyped(thread.origin));
      case 'AgentosMissed':
        return yield* sayMissed(now, mayHearTyped(thread.origin));
      default:
        throw new Fault('INVALID_ARGUMENT', `use.reminders does not know the intent ${intent}.`);
    }
  },
});
