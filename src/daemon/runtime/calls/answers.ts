import { type BackwardEvent, type ForwardEvent, joinTaint } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { Outcome } from '../turns/turn.ts';

/**
 * What the answers that are there make of a call; undefined while it is still open. The same function serves live calls and
 * replay, so both see one outcome.
 *
 * `one`: the answer. `first`: the good answer of lowest seq; all failed is UNAVAILABLE, or NOT_FOUND where any looked and found nothing. `all`: `{ provider, ok, data | error }`
 * per provider, in the order of `to`.
 */
export function collect(forward: ForwardEvent, answers: ReadonlyMap<string, BackwardEvent>): Outcome | undefined {
  const { to, wanted, taint } = forward;
  if (wanted === 'all') {
    if (to.some((provider) => !answers.has(provider))) return undefined;
    const list = to.map((provider) => memberOf(provider, answers.get(provider)));
    return { ok: true, data: list, taint: joinTaint(taint, ...[...answers.values()].map((answer) => answer.taint)) };
  }
  if (to.length === 0) {
    const refused = answers.get('runtime');
    return refused ? outcomeOf(refused) : undefined;
  }
  const good = [...answers.values()].filter((answer) => !answer.error).sort((a, b) => a.seq - b.seq)[0];
  if (good) return outcomeOf(good);
  if (to.some((provider) => !answers.has(provider))) return undefined;
  const only = to.length === 1 ? answers.get(to[0] ?? '') : undefined;
  if (only) return outcomeOf(only);
  const causes = to
    .map((provider) => `${provider}: ${answers.get(provider)?.error?.message ?? 'no answer'}`)
    .join('; ');
  const absent = [...answers.values()].find(({ error }) => error?.code === 'NOT_FOUND');
  if (absent) return outcomeOf(absent);
  return {
    ok: false,
    error: new Fault('UNAVAILABLE', `${forward.subject}: all its providers failed. ${causes}`),
    taint,
  };
}

function memberOf(provider: string, answer: BackwardEvent | undefined): Json {
  if (answer?.error) return { provider, ok: false, error: { ...answer.error } };
  return { provider, ok: true, data: answer?.data ?? null };
}

function outcomeOf(answer: BackwardEvent): Outcome {
  if (answer.error) return { ok: false, error: Fault.fromData(answer.error), taint: answer.taint };
  return { ok: true, data: answer.data ?? null, taint: answer.taint };
}
