import { rule } from 'agentos/service';
import { scheduleDue } from '../../need/schedule/contract.ts';
import { scheduleAnnouncer } from './contract.ts';

/** What is due is told where it was set. */
export default rule({
  name: 'schedule_announcer',
  on: scheduleDue,
  start: (due) => ({
    call: scheduleAnnouncer(due),
    notify: { client: due.client, ...(due.area === undefined ? {} : { area: due.area }) },
  }),
});
