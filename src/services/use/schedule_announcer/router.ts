import { reply } from 'agentos/contract';
import { end, Fault, invoke, router } from 'agentos/service';
import type { z } from 'zod';
import { saidBack } from '../../../language/said_back.ts';
import { sayDurationRoughly } from '../../../language/say_duration.ts';
import { sayTime } from '../../../language/say_instant.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { type scheduleDue, scheduleRing } from '../../need/schedule/contract.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { scheduleAnnouncer } from './contract.ts';

type Due = z.infer<typeof scheduleDue.schema>;
type Rung = z.infer<typeof scheduleRing.output>;

/** Below this, nobody would call it late. */
const LATE_MS = 2_000;

export default router({
  contract: scheduleAnnouncer,
  *run({ input }) {
    const rung = yield* scheduleRing({ id: input.id, dueAt: input.dueAt });
    if (!rung.rung) return end({ text: `The ${input.kind} was changed just before it was due.`, outcome: 'done' });
    const { epochMs } = yield* clockNow({});
    const lateMs = input.lateMs + Math.max(0, epochMs - input.toldAt);
    if (rung.call === undefined && rung.command === undefined)
      return end({ text: announcement(input, lateMs), outcome: 'done' });
    // It was told in time, and this thread comes too late all the same: the daemon was away in between.
    const tooLate = rung.graceMs !== undefined && lateMs > rung.graceMs;
    if (input.act === 'announce' || tooLate) return end({ text: leftUndone(input, rung, lateMs), outcome: 'done' });
    const answer = yield* carryOut(input, rung);
    return end({ ...answer, text: `${answer.text}${lateMs < LATE_MS ? '' : ` ${wasDue(lateMs)}`}` });
  },
});

function* carryOut({ area, label }: Due, { call, command }: Rung) {
  if (command !== undefined) return yield* agentRouter({ text: command, ...(area === undefined ? {} : { area }) });
  if (call === undefined) return { text: 'Nothing was to be done.', outcome: 'done' as const };
  try {
    const said = reply.safeParse(yield* invoke(call.subject, call.input));
    return said.success
      ? said.data
      : { text: `Done: ${label ?? 'what was set for this time'}.`, outcome: 'done' as const };
  } catch (thrown) {
    const { code, message } = Fault.from(thrown);
    const what = label ?? 'What was set for this time';
    // A kill cut it off: nobody knows, and so it must not be told as a failure.
    if (code === 'UNKNOWN') return { text: `${what}: ${message}`, outcome: 'unknown' as const };
    return { text: `${what} did not work: ${message}`, outcome: 'failed' as const };
  }
}

function announcement({ kind, label, dueLocal, missedBefore }: Due, lateMs: number): string {
  const late = lateMs < LATE_MS ? '' : ` ${wasDue(lateMs)}`;
  const before =
    missedBefore === 0 ? '' : ` It was missed ${missedBefore} ${missedBefore === 1 ? 'time' : 'times'} before.`;
  if (kind === 'reminder') return `Reminder: ${saidBack(label ?? 'you wanted to be reminded')}.${late}${before}`;
  const named = label === undefined ? kind : new RegExp(`\\b${kind}$`, 'iu').test(label) ? label : `${label} ${kind}`;
  const [hour = 0, minute = 0] = dueLocal.slice(11, 16).split(':').map(Number);
  const time = sayTime(hour, minute);
  return late === '' ? `Your ${named}: it is ${time}.${before}` : `Your ${named} for ${time}.${late}${before}`;
}

function leftUndone({ label }: Due, { command }: Rung, lateMs: number): string {
  const what = label ?? command ?? 'Something';
  return `"${what}" was to be done, but I was away. ${wasDue(lateMs)} I left it.`;
}

function wasDue(lateMs: number): string {
  return `It was due ${sayDurationRoughly(lateMs)} ago.`;
}
