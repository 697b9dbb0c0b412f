import { rule } from 'agentos/service';
import { waitMet } from '../../need/wait/contract.ts';
import { waitAnnouncer } from './contract.ts';

/** What was waited for is done, and told where it was set. */
export default rule({
  name: 'wait_announcer',
  on: waitMet,
  start: (met) => ({
    call: waitAnnouncer(met),
    notify: { client: met.client, ...(met.area === undefined ? {} : { area: met.area }) },
  }),
});
