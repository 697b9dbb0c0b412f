import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const broadcast = use('broadcast', {
  summary: 'Tells everyone in the house something.',
  input: command,
  output: reply,
  intents: { HassBroadcast: true },
});
