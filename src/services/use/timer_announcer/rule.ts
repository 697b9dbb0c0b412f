import { rule } from 'agentos/service';
import { timerDue } from '../../need/timer/contract.ts';
import { timerAnnouncer } from './contract.ts';

/** A due timer rings where it was set. */
export default rule({
  name: 'timer_announcer',
  on: timerDue,
  start: (due) => ({
    call: timerAnnouncer(due),
    notify: { client: due.client, ...(due.area === undefined ? {} : { area: due.area }) },
  }),
});
