import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const calculator = use('calculator', {
  summary: 'Works out spoken arithmetic, exactly.',
  input: command,
  output: reply,
  intents: { AgentosCalculate: true },
});
