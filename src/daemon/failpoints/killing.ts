import { Failpoint } from './failpoint.ts';
import { assistantWithFailpoints } from './in_assistant.ts';
import { busWithFailpoints } from './in_bus.ts';
import { careWithFailpoints, upkeepWithFailpoints } from './in_care.ts';
import { storeWithFailpoints } from './in_store.ts';
import type { Seams } from './seams.ts';

/**
 * What has the daemon killed at a named moment: stands between its parts where a test asks for it, and nowhere else.
 * @throws TypeError for a moment that there is not
 */
export function killingAt(wanted: string): Seams {
  const failpoint = new Failpoint(wanted);
  return {
    store: (store) => storeWithFailpoints(store, failpoint),
    bus: (bus) => busWithFailpoints(bus, failpoint),
    assistant: (assistant) => assistantWithFailpoints(assistant, failpoint),
    care: (care) => careWithFailpoints(care, failpoint),
    upkeep: (upkeep) => upkeepWithFailpoints(upkeep, failpoint),
  };
}
