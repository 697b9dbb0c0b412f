import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const useWork = use('work', {
  summary: 'Tells what is being worked on in the background and how far it is, and stops it.',
  input: command,
  output: reply,
  intents: { AgentosWorkStatus: true, AgentosWorkStop: true },
});
