import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const texts = use('texts', {
  summary: 'Sums up a text that is given to it, or finds what is to be done in it.',
  input: command,
  output: reply,
  intents: { AgentosTextSummarise: true, AgentosTextTasks: true },
});
