import { reply, use } from 'agentos/contract';
import { timerDue } from '../../need/timer/contract.ts';

export const timerAnnouncer = use('timer_announcer', {
  summary: 'Says that a timer is done, or does what was put off until now.',
  input: timerDue.schema,
  output: reply,
});
