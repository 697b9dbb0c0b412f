import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const mail = use('mail', {
  summary: 'Your mail: tells what is there, reads it out, sums it up, writes, answers, marks and deletes it.',
  input: command,
  output: reply,
  intents: {
    AgentosMailList: true,
    AgentosMailSearch: true,
    AgentosMailRead: true,
    AgentosMailSummarise: true,
    AgentosMailSend: true,
    AgentosMailCompose: true,
    AgentosMailReply: true,
    AgentosMailDelete: true,
    AgentosMailMark: true,
    AgentosMailTasks: true,
  },
});
