import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const calendar = use('calendar', {
  summary: 'The calendar: what is on, when something is, whether one is free; puts in, moves and cancels appointments.',
  input: command,
  output: reply,
  intents: {
    AgentosCalendarList: true,
    AgentosCalendarNext: true,
    AgentosCalendarFind: true,
    AgentosCalendarFree: true,
    AgentosCalendarAdd: true,
    AgentosCalendarMove: true,
    AgentosCalendarCancel: true,
  },
});
