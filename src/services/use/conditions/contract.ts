import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const conditions = use('conditions', {
  summary: 'Does a command if something in the house is so, or says why it did not.',
  input: command,
  output: reply,
  intents: { AgentosDoIf: true, AgentosDoWhen: true },
});
