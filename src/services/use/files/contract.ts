import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const files = use('files', {
  summary: 'Your files: tells what is in a folder, finds and reads them, makes notes, renames and deletes.',
  input: command,
  output: reply,
  intents: {
    AgentosFileList: true,
    AgentosFileFind: true,
    AgentosFileRead: true,
    AgentosFileWrite: true,
    AgentosFileAppend: true,
    AgentosFileMove: true,
    AgentosFileDelete: true,
  },
});
