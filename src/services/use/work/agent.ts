import { agent, settle, threadProgress, threadStop } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { type Work, workList, workStop } from '../../need/work/contract.ts';
import { useWork } from './contract.ts';
import { sayEnded, sayUnderWay } from './say_work.ts';
import { isOpen, worksAbout } from './which_work.ts';

/** What ended longer ago is no answer to "how far are you". */
const LATELY_MS = 3_600_000;

export default agent({
  contract: useWork,
  *run({ input: { intent, slots }, thread }) {
    const { works } = yield* workList({});
    // What was typed is not told to a room, and not stopped from there.
    const known = works.filter((work) => thread.origin.interface !== 'voice' || work.interface === 'voice');
    const about = typeof slots.topic === 'string' ? slots.topic : undefined;
    const meant = worksAbout(known, about);
    return intent === 'AgentosWorkStop'
      ? yield* stop(meant.filter(isOpen), slots)
      : yield* tell(meant, about, slots.now === true);
  },
});

function* tell(works: readonly Work[], about: string | undefined, onlyNow: boolean) {
  const { epochMs } = yield* clockNow({});
  const said: string[] = [];
  for (const work of works.filter(isOpen)) {
    const [progress] = work.thread === undefined ? [] : yield* settle([threadProgress({ thread: work.thread })]);
    said.push(sayUnderWay(work, progress?.ok ? progress.value : undefined, epochMs));
  }
  if (said.length > 0) return done(said.join(' '));
  const nothing =
    about === undefined ? 'I am not working on anything.' : `I am not working on anything about ${about}.`;
  const last = works.find(({ endedAt }) => endedAt !== undefined && endedAt > epochMs - LATELY_MS);
  return done(last === undefined || onlyNow ? nothing : `${nothing} ${sayEnded(last, epochMs)}`);
}

function* stop(open: readonly Work[], { all, vague, topic }: { readonly [slot: string]: unknown }) {
  // Where nothing is under way, "stop that" is only what is said to be left alone.
  if (open.length === 0 && vague === true) return done('All right.');
  if (open.length === 0)
    return failed(
      typeof topic === 'string' ? `I am not working on anything about ${topic}.` : 'I am not working on anything.',
    );
  const wanted = all === true ? open : open.slice(0, 1);
  const { works } = yield* workStop({ ids: wanted.map(({ id }) => id) });
  // Also those that ended meanwhile: whether the record or the thread is ahead makes no difference then.
  for (const { thread } of works) if (thread !== undefined) yield* settle([threadStop({ thread })]);
  if (works.length === 0) return done('That had ended just before.');
  const left = open.length - wanted.length;
  const others = left === 0 ? '' : ` I go on with ${left === 1 ? 'the other one' : `the other ${left}`}.`;
  return done(`I stopped ${joinWords(works.map(({ what }) => what))}.${others}`);
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
