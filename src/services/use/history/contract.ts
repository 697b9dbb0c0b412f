import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const history = use('history', {
  summary:
    'Tells from the log why, when and by whom something was done, what was asked and said, says it again, and takes it back.',
  input: command,
  output: reply,
  intents: {
    AgentosExplain: true,
    AgentosWhoDid: true,
    AgentosHistory: true,
    AgentosAsked: true,
    AgentosRepeat: true,
    AgentosUndo: true,
    AgentosRedo: true,
  },
});
