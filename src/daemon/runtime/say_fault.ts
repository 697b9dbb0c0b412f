import type { Fault } from '../model/fault.ts';
import { isOfInterrupted } from './calls/read_back.ts';

/** A fault that ended a turn, as a calm person would tell it. */
export function sayFault(fault: Fault): string {
  if (isOfInterrupted(fault)) return fault.message;
  switch (fault.code) {
    case 'CANCELLED':
      return 'Stopped.';
    case 'ABORTED':
      return `I was interrupted and could not go on. ${fault.message}`;
    case 'DEADLINE_EXCEEDED':
      return `That took too long, so I stopped. ${fault.message}`;
    case 'PERMISSION_DENIED':
    case 'RESOURCE_EXHAUSTED':
    case 'INVALID_ARGUMENT':
    case 'FAILED_PRECONDITION':
      return fault.message;
    default:
      return `Something went wrong, so I could not finish. ${fault.message}`;
  }
}
