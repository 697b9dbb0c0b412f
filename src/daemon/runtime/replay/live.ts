import type { FaultData } from '../../model/fault.ts';
import { Fault } from '../../model/fault.ts';
import { canonicalJson, isJsonObject, type Json } from '../../model/json.ts';
import { isRoot } from '../../model/thread.ts';
import type { Store } from '../../store/store.ts';
import { collect } from '../calls/answers.ts';
import { runFrame } from '../calls/frames.ts';
import type { Recording } from '../calls/recording.ts';
import { sayFault } from '../say_fault.ts';
import { endOf } from '../turns/ending.ts';
import { Turn } from '../turns/turn.ts';
import { type LiveCall, type LiveParts, LiveSteps, type Source } from './live_steps.ts';
import { NO_WRITER, storedTurns } from './stored_turns.ts';
import { rowOf } from './thread_at.ts';
import { rootFrame } from './turn.ts';

/** A call as it was made once. */
export interface CallSide {
  readonly subject: string;
  readonly input: Json;
  readonly answer?: Json;
  readonly error?: FaultData;
}

/** The calls at one key, then and now; a side is absent where none was made. */
export interface CallPair {
  readonly key: string;
  readonly before?: CallSide;
  readonly now?: CallSide & { readonly source: Source };
  /** Whether the same thing is called with the same input. Answers may differ: the world goes on. */
  readonly same: boolean;
}

/** A stored turn beside the same turn on today's services. */
export interface LiveTurn {
  readonly turn: number;
  /** What was said; for a turn that a rule opened, what opened it. */
  readonly said: string;
  readonly calls: readonly CallPair[];
  /** What was replied; absent while the turn is open. */
  readonly before?: string;
  readonly now: string;
  /** Whether calls and reply are the same. */
  readonly same: boolean;
}

/**
 * Says what was said in a thread to the services of today, each turn in the view that it had. Reads are made; whatever acts or
 * asks is answered as it was then where the same call was made then, and is otherwise not made.
 */
export async function* replayLive(
  store: Pick<Store, 'thread' | 'events'>,
  parts: LiveParts,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<LiveTurn> {
  for await (const stored of storedTurns(store, await rowOf(store, id))) {
    signal.throwIfAborted();
    yield await liveTurn(stored, parts);
  }
}

async function liveTurn(stored: Turn, parts: LiveParts): Promise<LiveTurn> {
  const { recording, number } = stored;
  // The recording is not the live turn's own: nothing is fed from it by place alone.
  const turn = new Turn(NO_WRITER, stored.ledger, number, stored.opening);
  const steps = new LiveSteps(parts, recording);
  const root = recording.call(stored.rootKey)?.forward;
  const began = rootFrame(stored, parts.registry);
  const outcome =
    began instanceof Fault
      ? ({ ok: false, error: began, taint: [] } as const)
      : await runFrame({ ...began, turn, cancellation: turn.cancellation }, steps);
  const { end } = endOf(turn, outcome);
  const before = recording.end && wordsOf(recording.end);
  const now = wordsOf(end);
  const calls = pairsOf(recording, steps.calls);
  const same = before !== undefined && before === now && calls.every((pair) => pair.same);
  const said =
    isJsonObject(root?.data) && typeof root.data['text'] === 'string' ? root.data['text'] : (root?.subject ?? '');
  return { turn: number, said, calls, ...(before === undefined ? {} : { before }), now, same };
}

function pairsOf(recording: Recording, made: readonly LiveCall[]): readonly CallPair[] {
  const pairs = new Map<string, { before?: CallSide; now?: LiveCall }>();
  for (const { forward, answers } of recording.calls) {
    const { key, subject, data: input } = forward;
    // The gate's own questions are no calls of a service.
    if (isRoot(key) || key.endsWith('?')) continue;
    const came = collect(forward, answers);
    const how = !came ? {} : came.ok ? { answer: came.data } : { error: came.error.toData() };
    pairs.set(key, { before: { subject, input, ...how } });
  }
  for (const call of made) pairs.set(call.key, { ...pairs.get(call.key), now: call });
  const inOrder = [...pairs].sort(([a], [b]) => compareKeys(a, b));
  return inOrder.map(([key, { before, now }]) => ({
    key,
    ...(before ? { before } : {}),
    ...(now ? { now: sideOf(now) } : {}),
    same: before !== undefined && now !== undefined && isSame(before, now),
  }));
}

function sideOf({ key: _key, ...side }: LiveCall): CallSide & { readonly source: Source } {
  return side;
}

function isSame(before: CallSide, now: CallSide): boolean {
  return before.subject === now.subject && canonicalJson(before.input) === canonicalJson(now.input);
}

/** In the order of the calls: a call before those made for it, each number by its size. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let place = 0; place < Math.min(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function numbersOf(key: string): readonly number[] {
  return (key.match(/\d+/g) ?? []).map(Number);
}

function wordsOf({ data, error }: { readonly data?: Json; readonly error?: FaultData }): string {
  if (error) return sayFault(Fault.fromData(error));
  return isJsonObject(data) && typeof data['text'] === 'string' ? data['text'] : '';
}
