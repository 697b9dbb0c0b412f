import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const finder = use('finder', {
  summary: 'Says what there is about something among memories, calendar, mail, files and earlier talk.',
  input: command,
  output: reply,
  intents: { AgentosSearch: true },
});
