import { meantBy, type Now } from '../../../language/when_meant.ts';
import { whenAnswered } from '../../../language/when_slot.ts';

export interface Due {
  /** A day, or a day and time; absent where the words tell none that is still to come. */
  readonly due?: string;
  /** As it was said, and the text without it. */
  readonly said: string;
  readonly rest: string;
}

/** A time that a day has where none was said; only the day is told then. */
const HABIT = { hours: 'awake', usual: { day: 12, morning: 9, afternoon: 15, evening: 18, night: 20 } } as const;
/** Words that a time begins with. */
const BEGINS =
  /^(?:by|before|until|till|due|on|for|at|in|this|next|today|tonight|tomorrow|every|no|not|monday|tuesday|wednesday|thursday|friday|saturday|sunday|eod|cob|asap)$/i;
/** What stands before a day and is not part of it. */
const BY = /^(?:no later than|not later than|due (?:by|on|at)?|by|before|until|till)\s+(?:the\s+)?/i;
const PAST = /^(?:last|past|since|from|previous)$/i;
const MAX_WORDS = 9;

/** The longest words of a sentence that say when, from the left. Undefined where none do. */
export function dueIn(sentence: string, now: Now): Due | undefined {
  const words = [...sentence.matchAll(/\S+/g)].map((match) => ({ text: match[0], at: match.index }));
  for (const [index, word] of words.entries()) {
    if (!BEGINS.test(bare(word.text)) || PAST.test(words[index - 1]?.text ?? '')) continue;
    for (let end = Math.min(words.length, index + MAX_WORDS); end > index; end -= 1) {
      const last = words[end - 1];
      if (last === undefined) continue;
      const stop = last.at + last.text.replace(/[.,;:!?)]+$/, '').length;
      const said = sentence.slice(word.at, stop);
      const due = dayOf(said, now);
      if (due === undefined) continue;
      const rest = `${sentence.slice(0, word.at)} ${sentence.slice(stop)}`;
      return {
        ...(due === '' ? {} : { due }),
        said,
        rest: rest
          .replaceAll(/\s+/g, ' ')
          .replace(/\s+([.,;:!?])/g, '$1')
          .trim(),
      };
    }
  }
  return undefined;
}

/** The day that words say; empty where they say one that has passed or that depends on what nobody knows. */
function dayOf(said: string, now: Now): string | undefined {
  const plain = said.trim().replace(BY, '');
  if (plain === '') return undefined;
  const early = /^(?:before|by|until|till|no |not |due)/i.test(said);
  if (/^(?:end of (?:the )?day|eod|cob|close of business|tonight)$/i.test(plain)) return isoDay(now);
  if (/^asap$/i.test(plain)) return '';
  if (early && /^(?:end of (?:the |this )?week|weekend)$/i.test(plain)) return dayOf('friday', now);
  const when = whenAnswered(plain) ?? whenAnswered(`on ${plain}`);
  // A bare number is no time, and "in 2" is the beginning of something else.
  if (when === undefined || /^(?:at|in|on|by)?\s*\d+$/i.test(plain)) return undefined;
  const meant = meantBy(when, now, HABIT);
  if (typeof meant === 'string') return '';
  if (meant.type === 'recurring' || meant.type === 'interval') return '';
  if (meant.type === 'elapsed') return '';
  return when.hour === undefined && when.part === undefined ? meant.at.slice(0, 10) : meant.at;
}

function isoDay({ year, month, day }: Now): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function bare(word: string): string {
  return word.replaceAll(/[^\p{L}]/gu, '');
}
