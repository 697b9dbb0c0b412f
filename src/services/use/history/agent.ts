import { agent, Fault } from 'agentos/service';
import { clockNow } from '../../need/clock/contract.ts';
import { asked } from './asked.ts';
import type { Asking } from './asking.ts';
import { history } from './contract.ts';
import { explain } from './explain.ts';
import { repeat } from './repeat.ts';
import { redo, undo } from './take_back.ts';
import { whatWasDone } from './what_was_done.ts';
import { whoDid } from './who_did.ts';

export default agent({
  contract: history,
  *run({ input, thread }) {
    const now = yield* clockNow({});
    const { area, interface: kind } = thread.origin;
    const asking: Asking = { now, area, byVoice: kind === 'voice' };
    switch (input.intent) {
      case 'AgentosExplain':
        return yield* explain(input, asking);
      case 'AgentosWhoDid':
        return yield* whoDid(input, asking);
      case 'AgentosHistory':
        return yield* whatWasDone(input, asking);
      case 'AgentosAsked':
        return yield* asked(input, asking);
      case 'AgentosRepeat':
        return yield* repeat(asking);
      case 'AgentosUndo':
        return yield* undo(input, asking);
      case 'AgentosRedo':
        return yield* redo(asking);
      default:
        throw new Fault('INVALID_ARGUMENT', `use.history does not know the intent ${input.intent}.`);
    }
  },
});
