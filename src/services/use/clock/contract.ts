import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const clock = use('clock', {
  summary: 'Says the time and the date.',
  input: command,
  output: reply,
  intents: { HassGetCurrentTime: true, HassGetCurrentDate: true },
});
