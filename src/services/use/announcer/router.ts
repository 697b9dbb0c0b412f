import { end, router } from 'agentos/service';
import { capitalised } from '../../../language/say_devices.ts';
import { announcer } from './contract.ts';

export default router({
  contract: announcer,
  *run({ input }) {
    const message = capitalised(input.message.trim());
    return end({ text: /[.!?…]$/.test(message) ? message : `${message}.`, outcome: 'done' });
  },
});
