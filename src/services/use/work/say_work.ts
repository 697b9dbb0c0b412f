import type { threadProgress } from 'agentos/service';
import type { z } from 'zod';
import { capitalised } from '../../../language/say_devices.ts';
import { joinWords, sayDurationRoughly } from '../../../language/say_duration.ts';
import type { Work } from '../../need/work/contract.ts';

type Progress = z.infer<typeof threadProgress.output>;
type MadeCall = Progress['calls'][number];

/** Steps of the work itself, not of what holds it together. */
const BETWEEN = /^(need\.(work|thread|clock|user|catalog|understand)\b|use\.(long_work|parallel_executor)$|.*_router$)/;

/** What has happened so far, and nothing of how long it will take: nobody knows that. */
export function sayUnderWay({ what, state, askedAt }: Work, progress: Progress | undefined, now: number): string {
  if (state === 'waiting') return `${capitalised(what)} is about to begin.`;
  if (progress !== undefined && !progress.open) return `${capitalised(what)} was broken off before it was done.`;
  const since = `I have been working on ${what} for ${sayDurationRoughly(now - askedAt)}.`;
  const steps = (progress?.calls ?? []).filter(({ subject }) => !BETWEEN.test(subject));
  const of = (how: MadeCall['how']): string[] => [
    ...new Set(steps.filter((step) => step.how === how).map(({ subject }) => stepName(subject))),
  ];
  const [ready, missing] = [of('done'), of('failed')];
  const current = of('open').at(-1);
  const asks = (progress?.calls ?? []).some(({ subject, how }) => subject === 'need.user.ask' && how === 'open');
  return [
    since,
    ...(ready.length === 0 ? ['Nothing is back yet.'] : [`Done so far: ${joinWords(ready)}.`]),
    ...(missing.length === 0 ? [] : [`Without an answer: ${joinWords(missing)}.`]),
    ...(asks ? ['It waits for your answer to its question.'] : []),
    ...(current === undefined ? [] : [`Now: ${current}.`]),
  ].join(' ');
}

const ENDED = { done: 'was done', failed: 'did not work out', stopped: 'was stopped' } as const;

export function sayEnded({ what, state, endedAt }: Work, now: number): string {
  if (state === 'waiting' || state === 'running' || endedAt === undefined) return '';
  return `${capitalised(what)} ${ENDED[state]} ${sayDurationRoughly(now - endedAt)} ago.`;
}

/** `need.web_search` is the web search, `use.summary_agent` the summary. */
function stepName(subject: string): string {
  const name = subject.replace(/^(need|use)\./, '');
  if (name.startsWith('llm.')) return 'the language model';
  return `the ${name.replace(/_(agent|service)$/, '').replaceAll(/[._]/g, ' ')}`;
}
