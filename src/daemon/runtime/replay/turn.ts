import { CancellationSource } from '../../bus/cancellation.ts';
import { CLEAN } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import { isRoot } from '../../model/thread.ts';
import { runFrame } from '../calls/frames.ts';
import type { Registry } from '../registry.ts';
import { endOf } from '../turns/ending.ts';
import type { Frame, Outcome, Turn } from '../turns/turn.ts';
import { type Difference, differenceBetween } from './compare.ts';
import { missingCall } from './events.ts';
import { ReplaySteps } from './steps.ts';

type Handlers = Pick<Registry, 'contract' | 'handler'>;

/**
 * Runs the generators of a stored turn against what is stored of it: with no effect, no write and no clock.
 * @param turn as the log has it; it is used up
 * @returns the first difference in the order of the log; undefined where every event would be as it is stored
 */
export async function replayTurn(turn: Turn, registry: Handlers): Promise<Difference | undefined> {
  const steps = new ReplaySteps(registry);
  const { recording, number } = turn;
  const root = recording.call(turn.rootKey);
  if (!root) return { turn: number, key: turn.rootKey, seq: 0, what: 'the turn has no beginning' };
  const frame = rootFrame(turn, registry);
  if (frame instanceof Fault) return notBegun(turn, frame);
  const outcome = await runFrame(frame, steps);
  const found = [...steps.differences];
  if (steps.haltOf(frame.key)?.why !== 'differs') found.push(...atTheEnd(frame, steps, outcome));
  if (found.length === 0) {
    for (const { forward } of recording.calls)
      if (!isRoot(forward.key) && !steps.wasMade(forward.key)) found.push(missingCall(forward));
  }
  return found.sort((a, b) => a.seq - b.seq)[0];
}

/** The frame that a turn begins with; a Fault where it cannot be had, which is then what ends the turn. */
export function rootFrame(turn: Turn, registry: Handlers): Frame | Fault {
  const root = turn.recording.call(turn.rootKey);
  const { subject = 'the router', data = null, taint = [], id = '' } = root?.forward ?? {};
  const registered = registry.handler(subject);
  if (!root || !registered) return new Fault('UNIMPLEMENTED', `Nothing here provides ${subject} any more.`);
  let input: Json;
  try {
    input = registered.service.contract.parseInput(data);
  } catch (thrown) {
    return Fault.from(thrown, 'ABORTED');
  }
  const { view } = root;
  const cancellation = new CancellationSource();
  return { turn, key: turn.rootKey, registered, input, view, cause: id, holder: true, depth: 1, taint, cancellation };
}

function notBegun(turn: Turn, fault: Fault): Difference | undefined {
  const { recording, number } = turn;
  const before = recording.call(turn.rootKey)?.forward;
  const { end } = recording;
  if (end && !differenceBetween(end, endOf(turn, { ok: false, error: fault, taint: CLEAN }).end)) return undefined;
  const what = `the turn cannot begin: ${fault.message}`;
  return { turn: number, key: turn.rootKey, seq: before?.seq ?? 0, what, ...(before ? { before } : {}) };
}

function atTheEnd(frame: Frame, steps: ReplaySteps, natural: Outcome): readonly Difference[] {
  const { turn } = frame;
  const { end } = turn.recording;
  const halt = steps.haltOf(frame.key);
  // What is open has been followed as far as it had got.
  if (!end) return [];
  const stop = end.stopped && end.error ? Fault.fromData(end.error) : undefined;
  if (halt && !stop) {
    const { key } = frame;
    const what = 'the turn had come to its end then, and waits for an answer now';
    return [halt.difference ?? { turn: turn.number, key, seq: end.seq, what, before: end }];
  }
  turn.fatal = stop;
  const outcome: Outcome = halt && stop ? { ok: false, error: stop, taint: frame.taint } : natural;
  const difference = differenceBetween(end, endOf(turn, outcome).end);
  return difference ? [difference] : [];
}
