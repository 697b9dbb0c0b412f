import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const reminders = use('reminders', {
  summary: 'Reminds of things at a time, once or again and again; tells and cancels reminders, and what was missed.',
  input: command,
  output: reply,
  intents: {
    AgentosReminderSet: true,
    AgentosReminderList: true,
    AgentosReminderCancel: true,
    AgentosMissed: true,
  },
});
