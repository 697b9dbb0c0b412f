import { end, router } from 'agentos/service';
import { capitalised } from '../../../language/say_devices.ts';
import { waitTake } from '../../need/wait/contract.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { waitAnnouncer } from './contract.ts';

export default router({
  contract: waitAnnouncer,
  *run({ input: { id, times, area } }) {
    const { command, said } = yield* waitTake({ id, times });
    if (command === undefined) return end({ text: 'What I waited for was cancelled just before.', outcome: 'done' });
    const answer = yield* agentRouter({ text: command, ...(area === undefined ? {} : { area }) });
    return end({ ...answer, text: `${capitalised(said ?? 'It is so')}. ${answer.text}` });
  },
});
