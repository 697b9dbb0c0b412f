import { end, Fault, inBackground, llmShape, router, settle } from 'agentos/service';
import { z } from 'zod';
import { saidBack } from '../../../language/said_back.ts';
import { capitalised } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { academicSearch } from '../../need/academic_search/contract.ts';
import { emailSend } from '../../need/email/contract.ts';
import { newsSearch } from '../../need/news_search/contract.ts';
import { type Finding, searchOutput, webSearch } from '../../need/web_search/contract.ts';
import { emailComposer } from '../email_composer/contract.ts';
import { parallelExecutor, type TaskResult } from '../parallel_executor/contract.ts';
import { summaryAgent } from '../summary_agent/contract.ts';
import { researchRouter } from './contract.ts';

/** Where is searched, and what each is called when it did not answer. */
const SOURCES = [
  { event: webSearch.subject, name: 'the web' },
  { event: academicSearch.subject, name: 'papers' },
  { event: newsSearch.subject, name: 'the news' },
] as const;
const EACH = 6;
const SOURCE_MS = 20_000;
/** Sources that a mail names at its end. */
const NAMED = 10;

const wanted = z.object({
  topic: z.string().min(1).max(400).describe('What is to be found out, as words to search by.'),
  to: z.string().max(254).optional().describe('Who is to be mailed the result, if anybody is named.'),
});
const ASK =
  'Somebody asks for research. Say what is to be found out, and who is to be mailed the result, if anybody is named.';

export default router({
  contract: researchRouter,
  *run({ input, thread }) {
    const { topic, to } = input.slots?.topic === undefined ? yield* meantBy(input.text) : input.slots;
    const query = topic ?? input.text.slice(0, 400);
    // Nobody waits before a silent loudspeaker for as long as this takes.
    if (input.slots?.later === true || thread.origin.interface === 'voice') {
      const what = `the research about ${saidBack(query)}`;
      const given = { text: input.text, slots: { topic: query, ...(to === undefined ? {} : { to }) } };
      const begun = yield* inBackground({ what, subject: researchRouter.subject, input: given }, thread.origin);
      if (begun !== undefined) return end(begun);
    }
    const tasks = SOURCES.map(({ event }) => ({ event, params: { query, limit: EACH }, deadline_ms: SOURCE_MS }));
    const { results } = yield* parallelExecutor({ tasks });
    const found = results.flatMap(findingsOf);
    if (found.length === 0) return end({ text: nothingFound(query, results), outcome: 'failed' });

    const texts = found.map(({ title, text, url }) => ({ title, text, source: url }));
    const summary = yield* summaryAgent({ texts, about: query, sentences: to === undefined ? 5 : 8 });
    const missing = missingOf(results);
    const told = missing === '' ? summary.text : `${summary.text} ${missing}`;
    if (to === undefined) return end({ text: told, outcome: 'done' });
    try {
      const named = found.slice(0, NAMED).map(({ title, url }) => `${title}\n${url}`);
      const mail = yield* emailComposer({
        to: [to],
        subject: capitalised(query),
        text: [told, 'Sources:', ...named].join('\n\n'),
        exactly: true,
      });
      const { rejected } = yield* emailSend({
        to: mail.to.map(({ address }) => address),
        subject: mail.subject,
        text: mail.body,
      });
      const but = rejected.length === 0 ? '' : `, but the server would not take it for ${joinWords(rejected, 'or')}`;
      return end({ text: `Summary sent to ${to}${but}.`, outcome: 'done' });
    } catch (thrown) {
      const why = `${Fault.from(thrown).message} The summary was not sent to ${to}.`;
      // What was found in the background, nobody has heard yet: it is told instead.
      const instead = thread.origin.interface === 'signal' ? ` ${told}` : '';
      return end({ text: `${why}${instead}`, outcome: 'failed' });
    }
  },
});

function* meantBy(text: string) {
  const { $schema, ...schema } = z.record(z.string(), z.json()).parse(z.toJSONSchema(wanted));
  const messages = [
    { role: 'system' as const, text: ASK },
    { role: 'user' as const, text },
  ];
  const [shaped] = yield* settle([llmShape({ name: 'research', schema, messages })]);
  const read = shaped?.ok ? wanted.safeParse(shaped.value.value) : undefined;
  return read?.success ? read.data : { topic: text.slice(0, 400), to: undefined };
}

function findingsOf({ ok, data }: TaskResult): readonly Finding[] {
  const read = ok ? searchOutput.safeParse(data) : undefined;
  return read?.success ? read.data.results : [];
}

/** To have found nothing is an answer. */
function hasLooked({ ok, error }: TaskResult): boolean {
  return ok || error?.code === 'NOT_FOUND';
}

function nameOf(event: string): string {
  return SOURCES.find((source) => source.event === event)?.name ?? event;
}

/** What is not told stays open: who did not answer is named. */
function missingOf(results: readonly TaskResult[]): string {
  const names = results.filter((result) => !hasLooked(result)).map(({ event }) => nameOf(event));
  return names.length === 0 ? '' : `I could not search ${joinWords(names, 'or')}.`;
}

function nothingFound(query: string, results: readonly TaskResult[]): string {
  if (results.some(hasLooked)) return [`I found nothing about ${query}.`, missingOf(results)].join(' ').trim();
  return 'I could not search anywhere. Is this house connected, and is a search set up? "agentos services" says more.';
}
