import type { LiveCall as WireCall } from '../../wire/generated/agentos/v1/LiveCall.ts';
import type { LiveTurn as WireTurn } from '../../wire/generated/agentos/v1/LiveTurn.ts';
import type { ReplayDifference as WireDifference } from '../../wire/generated/agentos/v1/ReplayDifference.ts';
import type { ThreadReplayed as WireReplayed } from '../../wire/generated/agentos/v1/ThreadReplayed.ts';
import type { Difference } from '../runtime/replay/compare.ts';
import type { CallSide, LiveTurn } from '../runtime/replay/live.ts';
import type { ThreadReplay } from '../runtime/replay/replays.ts';
import { encodeRow } from './encode.ts';

/** Longer events are left out of a difference: it names their place, and they can be read there. */
const LONGEST = 64 * 1_024;

export function encodeReplay({ row, turns, events, differences }: ThreadReplay): WireReplayed {
  return { thread: encodeRow(row), turns, events, differences: differences.map(encodeDifference) };
}

function encodeDifference({ turn, key, seq, what, before, now }: Difference): WireDifference {
  const [beforeJson, nowJson] = [before, now].map((event) => (event === undefined ? '' : JSON.stringify(event)));
  return {
    ...{ turn, key, seq, what },
    ...(beforeJson && beforeJson.length <= LONGEST ? { beforeJson } : {}),
    ...(nowJson && nowJson.length <= LONGEST ? { nowJson } : {}),
  };
}

export function encodeLive({ calls, ...rest }: LiveTurn): WireTurn {
  return {
    ...rest,
    calls: calls.map(({ key, before, now, same }) => ({
      ...{ key, same },
      ...(before ? { before: encodeSide(before, '') } : {}),
      ...(now ? { now: encodeSide(now, now.source) } : {}),
    })),
  };
}

function encodeSide({ subject, input, answer, error }: CallSide, source: string): WireCall {
  const answerJson = answer === undefined ? undefined : JSON.stringify(answer);
  return {
    ...{ subject, source, inputJson: JSON.stringify(input) },
    ...(answerJson !== undefined && answerJson.length <= LONGEST ? { answerJson } : {}),
    ...(error ? { error } : {}),
  };
}
