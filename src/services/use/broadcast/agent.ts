import { agent } from 'agentos/service';
import { announce } from '../../need/announce/contract.ts';
import { broadcast } from './contract.ts';

export default agent({
  contract: broadcast,
  *run({ input }) {
    const { message } = input.slots;
    if (typeof message !== 'string' || message.trim() === '')
      return {
        text: 'Say what to announce, for example "announce that dinner is ready".',
        outcome: 'unknown' as const,
      };
    yield* announce({ message });
    return { text: 'Announced.', outcome: 'done' as const };
  },
});
