import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const meetingPreparer = use('meeting_preparer', {
  summary: 'Prepares for an appointment: when and where it is, with whom, and what was said of it before.',
  input: command,
  output: reply,
  intents: { AgentosMeetingPrepare: true },
});
