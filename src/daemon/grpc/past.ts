import type { ForkThreadResponse } from '../../wire/generated/agentos/v1/ForkThreadResponse.ts';
import type { GetThreadResponse } from '../../wire/generated/agentos/v1/GetThreadResponse.ts';
import type { ReplayThreadsResponse } from '../../wire/generated/agentos/v1/ReplayThreadsResponse.ts';
import * as request from '../../wire/request.ts';
import { Fault } from '../model/fault.ts';
import type { Past } from '../runtime/replay/past.ts';
import { encodeEvent, encodeRow, encodeThread } from './encode.ts';
import { encodeLive, encodeReplay } from './encode_past.ts';
import { assertMayObserve } from './identity.ts';
import type { Methods } from './methods.ts';
import type { Offer } from './services.ts';

/** How many threads are replayed between two words about how far it has come. */
const STEP = 100;

/** What can be done with threads that are over, for the owner: looked at as they were, branched, replayed. */
export function offerPast(methods: Methods, { assistant, past }: Pick<Offer, 'assistant' | 'past'>): void {
  methods.unary(
    'Get',
    request.getThreadRequest,
    async ({ thread, atSeq }, _signal, identity): Promise<GetThreadResponse> => {
      await assertMayObserve(identity, assistant, thread);
      if (!past && atSeq === undefined)
        return { thread: encodeThread((await assistant.thread(thread)).thread), open: [] };
      const then = await have(past).at(thread, atSeq);
      return { thread: encodeThread(then.thread), open: then.open.map(encodeEvent) };
    },
  );
  methods.unary('Fork', request.forkThreadRequest, async ({ thread, atSeq, title }): Promise<ForkThreadResponse> => {
    const wanted = { ...(atSeq === undefined ? {} : { at: atSeq }), ...(title === undefined ? {} : { title }) };
    return { thread: encodeRow(await have(past).fork(thread, wanted)) };
  });
  methods.stream(
    'Replay',
    request.replayThreadsRequest,
    async function* ({ thread, since, live }, signal): AsyncIterable<ReplayThreadsResponse> {
      if (thread === undefined) yield* replayAll(have(past), since, signal);
      else if (live) for await (const turn of have(past).replayLive(thread, signal)) yield { live: encodeLive(turn) };
      else yield { replayed: encodeReplay(await have(past).replay(thread, signal)) };
    },
  );
}

async function* replayAll(past: Past, since: number, signal: AbortSignal): AsyncIterable<ReplayThreadsResponse> {
  let [threads, turns, events, different] = [0, 0, 0, 0];
  for await (const replay of past.replayAll(since, signal)) {
    threads += 1;
    turns += replay.turns;
    events += replay.events;
    if (replay.differences.length > 0) {
      different += 1;
      yield { replayed: encodeReplay(replay) };
    }
    if (threads % STEP === 0) yield { progress: { threads, turns, events, different, done: false } };
  }
  yield { progress: { threads, turns, events, different, done: true } };
}

function have(past: Past | undefined): Past {
  if (past) return past;
  throw new Fault('UNIMPLEMENTED', 'Nothing here looks into the past of threads.');
}
