import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const teacher = use('teacher', {
  summary: 'Learns sentences of your own, tells which it knows, and forgets them.',
  input: command,
  output: reply,
  intents: { AgentosTeach: true, AgentosUnteach: true, AgentosTaughtList: true },
});
