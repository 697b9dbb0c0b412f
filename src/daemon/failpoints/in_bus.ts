import type { Bus } from '../bus/bus.ts';
import type { Failpoint } from './failpoint.ts';
import { over } from './over.ts';

/** The bus with the moments around the running of a call: those that make a thing, not those that only tell what became of it. */
export function busWithFailpoints(bus: Bus, failpoint: Failpoint): Bus {
  const deliver: Bus['deliver'] = async (delivery, cancellation, written, words) => {
    if (delivery.readBack) return bus.deliver(delivery, cancellation, written);
    failpoint.reach('run.before', delivery.subject);
    const answer = await bus.deliver(delivery, cancellation, written, words);
    failpoint.reach('run.after', delivery.subject);
    return answer;
  };
  return over<Bus>(bus, { deliver });
}
