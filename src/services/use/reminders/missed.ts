import { saidBack } from '../../../language/said_back.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { sayMoment } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import { type MissedRun, scheduleMissed } from '../../need/schedule/contract.ts';

const WEEK_MS = 7 * 86_400_000;
const AT_MOST = 10;

/** What did not come at its time in the last week, the last one first. */
export function* sayMissed(now: Now & { readonly epochMs: number }, typed: boolean) {
  const { missed } = yield* scheduleMissed({ sinceMs: now.epochMs - WEEK_MS, limit: AT_MOST, typed });
  if (missed.length === 0) return { text: 'Nothing was missed in the last week.', outcome: 'done' as const };
  return { text: `Missed: ${joinWords(missed.map((one) => sayOne(one, now)))}.`, outcome: 'done' as const };
}

function sayOne({ kind, label, withheld, count, lastDueLocal, done }: MissedRun, now: Now): string {
  const what = withheld
    ? `a ${kind} that was typed`
    : label === undefined
      ? `${kind === 'alarm' ? 'an' : 'a'} ${kind}`
      : kind === 'reminder'
        ? `the reminder "${saidBack(label)}"`
        : `the ${kind} "${label}"`;
  const times = count === 1 ? '' : `${count} times, the last one `;
  const then = done === 'ran' ? ', which I did late' : done === 'announced' ? ', which I told you late' : '';
  return `${what} ${times}${sayMoment(lastDueLocal, now)}${then}`;
}
