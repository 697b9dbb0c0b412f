import { historyTurn, type PastAccount, type PastTurnView, settle } from 'agentos/service';
import { z } from 'zod';
import { sayDurationBeforeNoun } from '../../../language/say_duration.ts';
import type { Now } from './now.ts';
import { quoted, saidBy } from './say_turn.ts';
import { sayWhen } from './say_when.ts';

/** What rules that ring tell of what was due. */
const due = z.looseObject({
  id: z.string(),
  kind: z.string().optional(),
  name: z.string().optional(),
  label: z.string().optional(),
  durationMs: z.number().optional(),
});
const announced = z.looseObject({ message: z.string() });

/** What was set for a time carries the call that set it as its id. */
const CALL = /^([0-9a-f-]{36})\/(\d+)/;

/** Why a rule acted, in words: `your pizza timer was up at 8:04 this morning. You asked for it …`. */
export function* sayOccasion(turn: PastTurnView, now: Now) {
  const when = sayWhen(turn.at, now);
  const announcement = announced.safeParse(turn.occasion);
  if (turn.rule === 'announcer' && announcement.success)
    return `somebody wanted ${quoted(announcement.data.message)} to be said ${when}.`;
  const read = due.safeParse(turn.occasion);
  if (!read.success) return `the rule "${turn.rule ?? turn.client}" acted ${when}.`;
  const setter = yield* setterOf(read.data.id);
  const whom = setter === undefined ? ' I cannot tell who set it.' : ` ${capital(saidBy(setter, now))}.`;
  return `${whatWasDue(read.data)} was due ${when}.${whom}`;
}

function whatWasDue({ kind = 'timer', name, label, durationMs }: z.infer<typeof due>): string {
  const called = name ?? label;
  if (called !== undefined) return `the ${kind} ${quoted(called)}`;
  return durationMs === undefined ? `the ${kind}` : `the ${sayDurationBeforeNoun(durationMs)} ${kind}`;
}

/** The turn that set it, if the log has it and whoever asks may know. */
function* setterOf(id: string) {
  const [, thread, turn] = CALL.exec(id) ?? [];
  if (thread === undefined || turn === undefined) return undefined;
  const [found] = yield* settle([historyTurn({ thread, turn: Number(turn) })]);
  const account: PastAccount | undefined = found?.ok ? found.value : undefined;
  return account?.said === undefined ? undefined : account;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
