import { agent, Fault, historyFind, invoke, type Settled, settle } from 'agentos/service';
import { tellingWords } from '../../../language/filler_words.ts';
import { localAfter } from '../../../language/local_now.ts';
import { calendarFind, eventsOf } from '../../need/calendar/contract.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { emailSearch } from '../../need/email/contract.ts';
import { fileFind } from '../../need/file/contract.ts';
import { memorySearch } from '../../need/memory/contract.ts';
import { localSearch, type SearchSource, searchSource } from './contract.ts';

/** How far the calendar is looked through, in days back and ahead. */
const CALENDAR_DAYS = 366;
const MOST = 20;

interface Hit {
  readonly source: SearchSource;
  readonly text: string;
  readonly at?: number;
  readonly id?: string;
}

/**
 * All places side by side; what one cannot tell, the others do. Side by side also since what comes out of one is from outside:
 * whoever is asked after that has to be allowed by itself.
 */
export default agent({
  contract: localSearch,
  *run({ input: { about, limit, sources = searchSource.options }, thread }) {
    const words = tellingWords(about)
      .filter((word) => word.length > 1)
      .slice(0, 20);
    const now = yield* clockNow({});
    const span = { from: localAfter(now, -CALENDAR_DAYS), to: localAfter(now, CALENDAR_DAYS) };
    const asked = {
      // Each calendar answers for itself, so its answer is no single one.
      calendar: invoke(calendarFind.subject, { about, ...span, limit }),
      memory: memorySearch({ about, limit }),
      mail: emailSearch({ text: about.slice(0, 200), limit }),
      files: fileFind({ about, limit }),
      'earlier talk': words.length === 0 ? undefined : historyFind({ words, plain: true, limit: limit + 1 }),
    };
    const wanted = sources.flatMap((source) => {
      const call = asked[source];
      return call === undefined ? [] : [{ source, call }];
    });
    const answers = yield* settle<unknown>(wanted.map(({ call }) => call));
    const found: Hit[] = [];
    const missed: SearchSource[] = [];
    for (const [place, { source }] of wanted.entries()) {
      const answer = answers[place];
      if (answer?.ok) found.push(...hitsIn(source, answer.value, thread).slice(0, limit));
      else if (isMissed(answer)) missed.push(source);
    }
    const order = (source: SearchSource): number => searchSource.options.indexOf(source);
    return { found: found.toSorted((a, b) => order(a.source) - order(b.source)), missed };
  },
});

/** Where there is nothing set up, nothing is missed. */
function isMissed(answer: Settled<unknown> | undefined): boolean {
  const code = answer === undefined || answer.ok ? undefined : Fault.from(answer.error).code;
  return code !== undefined && !['UNIMPLEMENTED', 'FAILED_PRECONDITION', 'NOT_FOUND'].includes(code);
}

function hitsIn(source: SearchSource, answer: unknown, thread: { readonly id: string; readonly turn: number }): Hit[] {
  switch (source) {
    case 'memory':
      return memorySearch.output.parse(answer).memories.map(({ text, at, id }) => ({ source, text, at, id }));
    case 'mail':
      return emailSearch.output.parse(answer).mails.map(({ subject, from, at, id }) => ({
        source,
        text: titled(subject, from?.name ?? from?.address),
        at,
        id,
      }));
    case 'files':
      return fileFind.output.parse(answer).files.map(({ path, line, at }) => ({
        source,
        text: line === undefined ? path : `${path}: ${line}`,
        at,
        id: path,
      }));
    case 'earlier talk':
      return historyFind.output
        .parse(answer)
        .turns.flatMap(({ said, reply, at, thread: of, turn }) =>
          said === undefined || (of === thread.id && turn === thread.turn)
            ? []
            : [{ source, text: reply === undefined ? said : `${said} – ${reply}`, at, id: of }],
        );
    case 'calendar':
      return eventsOf(answer, MOST).events.map(({ title, start, id }) => ({ source, text: title, at: start, id }));
  }
}

function titled(subject: string, from: string | undefined): string {
  const title = subject === '' ? 'no subject' : subject;
  return from === undefined ? title : `${title}, from ${from}`;
}
