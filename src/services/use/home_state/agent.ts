import { agent } from 'agentos/service';
import { sayNothingFound } from '../../../language/say_devices.ts';
import { deviceList, problemOf } from '../../need/device/contract.ts';
import { answer } from './answer.ts';
import { homeState } from './contract.ts';
import { measured } from './measured.ts';

export default agent({
  contract: homeState,
  *run({ input }) {
    if (input.targets.length === 0) return { text: sayNothingFound(input.slots), outcome: 'failed' as const };
    try {
      const { entities } = yield* deviceList({ entities: input.targets.map(({ id }) => id) });
      if (entities.length === 0) return { text: sayNothingFound(input.slots), outcome: 'failed' as const };
      return input.intent === 'AgentosMeasure' ? measured(input, entities) : answer(input, entities);
    } catch (thrown) {
      return { text: problemOf(thrown), outcome: 'failed' as const };
    }
  },
});
