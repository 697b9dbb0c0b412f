import { agent, Fault } from 'agentos/service';
import { clockNow } from '../../need/clock/contract.ts';
import { cancelPlans } from './cancel_plan.ts';
import { later } from './contract.ts';
import { doLater } from './do_later.ts';
import { forAWhile } from './for_a_while.ts';
import { listPlans } from './plans.ts';
import { putBack } from './put_back.ts';

export default agent({
  contract: later,
  *run({ input: { intent, slots }, thread }) {
    const now = yield* clockNow({});
    switch (intent) {
      case 'AgentosDoLater':
        return yield* doLater(slots, thread.origin, now);
      case 'AgentosForAWhile':
        return yield* forAWhile(slots, thread.origin, now);
      case 'AgentosPutBack':
        return yield* putBack(slots);
      case 'AgentosPlanList':
        return yield* listPlans(thread.origin, now);
      case 'AgentosPlanCancel':
        return yield* cancelPlans(slots, thread.origin, now);
      default:
        throw new Fault('INVALID_ARGUMENT', `use.later does not know the intent ${intent}.`);
    }
  },
});
