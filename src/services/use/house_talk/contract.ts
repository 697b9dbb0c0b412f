import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const houseTalk = use('house_talk', {
  summary: 'Greets, takes thanks, says what it is and what can be said to it.',
  input: command,
  output: reply,
  intents: { HassRespond: true, HassNevermind: true, AgentosNotForYou: true, AgentosHelp: true, AgentosStop: true },
});
