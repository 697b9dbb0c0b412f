import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const memory = use('memory', {
  summary: 'Remembers what it is told, says it again when asked, and forgets it when told to.',
  input: command,
  output: reply,
  intents: { AgentosRemember: true, AgentosRecall: true, AgentosForget: true },
});
