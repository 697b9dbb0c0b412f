import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const homeState = use('home_state', {
  summary: 'Answers what state the home is in: what is on, open, locked, how many, how warm, and where it is warmest.',
  input: command,
  output: reply,
  intents: { HassGetState: true, AgentosMeasure: true },
});
