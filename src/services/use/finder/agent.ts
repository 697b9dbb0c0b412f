import { agent, type Settled, settle } from 'agentos/service';
import type { z } from 'zod';
import { joinWords } from '../../../language/say_duration.ts';
import { localSearch } from '../search/contract.ts';
import { finder } from './contract.ts';

type Found = z.infer<typeof localSearch.output>;
type Hit = Found['found'][number];

/** So many of each kind are told. */
const TOLD = 3;
const LONGEST = 160;
const IN = {
  memory: 'You told me',
  calendar: 'In your calendar',
  mail: 'In your mail',
  files: 'In your files',
  'earlier talk': 'We talked of it',
} as const;

/**
 * By voice only what is said aloud anyway is looked through: whoever is in the room may have asked, and each of the other places
 * would have to be allowed by itself.
 */
export default agent({
  contract: finder,
  *run({ input: { slots }, thread }) {
    const about = typeof slots['topic'] === 'string' ? slots['topic'].trim().replace(/[.!?]+$/u, '') : '';
    if (about === '') return { text: 'I did not catch what to look for.', outcome: 'failed' as const };
    const aloud = thread.origin.interface === 'voice';
    const sources = aloud ? (['memory', 'earlier talk'] as const) : undefined;
    const [answer] = yield* settle([
      localSearch({ about: about.slice(0, 300), limit: TOLD, ...(sources ? { sources: [...sources] } : {}) }),
    ]);
    return said(answer, about, aloud);
  },
});

function said(answer: Settled<Found> | undefined, about: string, aloud: boolean) {
  if (!answer?.ok) return { text: 'I could not search just now.', outcome: 'failed' as const };
  const { found, missed } = answer.value;
  const parts = Object.entries(IN).flatMap(([source, begin]) => {
    const hits = found.filter((hit) => hit.source === source);
    return hits.length === 0 ? [] : [`${begin}: ${hits.map(short).join('; ')}.`];
  });
  const unseen = missed.length === 0 ? '' : ` I could not look in ${joinWords(missed.map(named))}.`;
  const rest = aloud ? ' Mail, calendar and files I look through where you type it.' : '';
  if (parts.length === 0) return { text: `I find nothing about ${about}.${unseen}${rest}`, outcome: 'done' as const };
  return { text: `${parts.join(' ')}${unseen}${rest}`, outcome: 'done' as const };
}

function short({ text }: Hit): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()} …` : line;
  return cut.replace(/[.;]+$/u, '');
}

function named(source: Hit['source']): string {
  return source === 'memory' ? 'what you told me' : source === 'earlier talk' ? source : `your ${source}`;
}
