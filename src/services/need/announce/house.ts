import { tool } from 'agentos/service';
import { announce, announcement } from './contract.ts';

/** By a signal, whose rule makes it a notice to every interface that is attached. */
export default tool({
  contract: announce,
  async run({ message }, { emit, key }) {
    await emit(announcement, { message }, { key });
    return {};
  },
});
