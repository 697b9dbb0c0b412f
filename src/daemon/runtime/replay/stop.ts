import type { FaultData } from '../../model/fault.ts';
import type { Recording } from '../calls/recording.ts';

/**
 * Whether this fault is what stopped the frame at a key, or the turn around it: it ended them wherever they were, and their
 * generators were never handed it.
 */
export function isStop(recording: Recording, frameKey: string, fault: FaultData): boolean {
  const { end } = recording;
  if (end?.stopped && end.error && isSame(end.error, fault)) return true;
  for (let key = frameKey; key !== ''; key = callerOf(key)) {
    const call = recording.call(key);
    const answer = call?.answers.values().next().value;
    if (answer?.error && isSame(answer.error, fault) && isOwnDeadline(answer.error, answer.subject)) return true;
  }
  return false;
}

function isSame(a: FaultData, b: FaultData): boolean {
  return a.code === b.code && a.message === b.message;
}

function isOwnDeadline({ code, message }: FaultData, subject: string): boolean {
  return code === 'DEADLINE_EXCEEDED' && message.startsWith(`${subject} did not answer within `);
}

/** The key of the frame that made the call at a key; '' above the root. */
function callerOf(key: string): string {
  return key.includes('.') ? key.slice(0, key.lastIndexOf('.')) : '';
}
