import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { understand } from '../../../src/language/understand.ts';
import router from '../../../src/services/use/research_router/router.ts';
import { house } from '../../language/house.ts';
import { drive, type MadeCall } from '../drive.ts';

const folder = join(import.meta.dirname, '../../../data/sentences/en');
const files = readdirSync(folder)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? []);
const grammar = compileFiles(files, house);

describe('what is said for it', () => {
  test.each([
    ['Research AI news and email summary to team', { topic: 'AI news', to: 'team' }],
    ['research heat pumps', { topic: 'heat pumps' }],
    ['find out more about the northern lights', { topic: 'the northern lights' }],
    ['do some research on electric bikes and send Anna a summary', { topic: 'electric bikes', to: 'Anna' }],
    ['investigate cats and dogs', { topic: 'cats and dogs' }],
  ])('%s', (text, slots) => {
    const { commands } = understand(grammar, text, {});
    expect(commands.map(({ intent }) => intent)).toEqual(['AgentosResearch']);
    expect(commands[0]?.slots).toMatchObject(slots);
  });
});

const finding = (title: string) => ({ title, url: `https://x.example/${title}`, text: `${title} is told.` });
const NOTHING = { ok: false, error: { code: 'NOT_FOUND', message: 'Nothing was found.' } };
const MISSED = { ok: false, error: { code: 'UNIMPLEMENTED', message: 'nobody' } };

function researched(given: {
  found: readonly (readonly string[] | undefined)[];
  slots?: Json;
  send?: () => unknown;
  shape?: () => unknown;
}) {
  const {
    found,
    slots = { topic: 'AI news' },
    send = () => ({ account: 'a', message_id: 'm', accepted: [], rejected: [], kept: true }),
    shape,
  } = given;
  const events = ['need.web_search', 'need.academic_search', 'need.news_search'];
  return drive(
    router,
    { text: 'find out about AI news', ...(slots === null ? {} : { slots }) },
    ({ subject }: MadeCall) => {
      switch (subject) {
        case 'use.parallel_executor':
          return {
            results: events.map((event, n) => ({
              event,
              ...(found[n] === undefined
                ? MISSED
                : found[n].length === 0
                  ? NOTHING
                  : { ok: true, data: { results: found[n].map(finding) } }),
            })),
          };
        case 'use.summary_agent':
          return { text: 'All is told.', sources: [], excerpt: true };
        case 'use.email_composer':
          return { to: [{ name: 'Ada', address: 'ada@x.example' }], subject: 'AI news', body: 'The body.' };
        case 'need.email.send':
          return send();
        case 'need.llm.shape':
          if (shape) return shape();
          throw new Fault('UNAVAILABLE', 'no model');
        default:
          throw new Error(subject);
      }
    },
  );
}

describe('use.research_router', () => {
  test('searches everywhere at once, sums up, and mails it', () => {
    const { kind, value, calls } = researched({
      found: [['a', 'b'], ['c'], []],
      slots: { topic: 'AI news', to: 'team' },
    });
    expect({ kind, value }).toEqual({ kind: 'end', value: { text: 'Summary sent to team.', outcome: 'done' } });
    expect(calls.map(({ subject }) => subject)).toEqual([
      'use.parallel_executor',
      'use.summary_agent',
      'use.email_composer',
      'need.email.send',
    ]);
    expect(calls[0]?.input).toMatchObject({
      tasks: [{ event: 'need.web_search', params: { query: 'AI news' } }, {}, {}],
    });
    expect(calls[1]?.input).toMatchObject({
      about: 'AI news',
      texts: [{ title: 'a', source: 'https://x.example/a' }, {}, { title: 'c' }],
    });
    expect(calls[3]?.input).toMatchObject({ to: ['ada@x.example'], subject: 'AI news', text: 'The body.' });
  });

  test('says who could not be searched, who did not get it, and that nobody did', () => {
    const slots = { topic: 'AI news', to: 'team' };
    expect(researched({ found: [['a'], undefined, undefined] }).value).toEqual({
      text: 'All is told. I could not search papers or the news.',
      outcome: 'done',
    });
    const rejected = () => ({ account: 'a', message_id: 'm', accepted: [], rejected: ['bob@x.example'], kept: true });
    expect(researched({ found: [['a'], [], []], slots, send: rejected }).value).toMatchObject({
      text: 'Summary sent to team, but the server would not take it for bob@x.example.',
    });
    const refused = () => {
      throw new Fault('PERMISSION_DENIED', 'All right, I left it.');
    };
    expect(researched({ found: [['a'], [], []], slots, send: refused }).value).toEqual({
      text: 'All right, I left it. The summary was not sent to team.',
      outcome: 'failed',
    });
  });

  test('claims nothing where it found nothing', () => {
    expect(researched({ found: [[], [], undefined] }).value).toEqual({
      text: 'I found nothing about AI news. I could not search the news.',
      outcome: 'failed',
    });
    expect(researched({ found: [undefined, undefined, undefined] }).value).toMatchObject({
      outcome: 'failed',
      text: expect.stringContaining('could not search anywhere'),
    });
  });

  test('finds out what is meant with a model, and goes by the words without one', () => {
    const usage = { input_tokens: 1, output_tokens: 1 };
    const { calls } = researched({
      found: [['a'], [], []],
      slots: null,
      shape: () => ({ value: { topic: 'AI' }, model: 'm', usage }),
    });
    expect(calls[1]?.input).toMatchObject({ tasks: [{ params: { query: 'AI' } }, {}, {}] });
    const without = researched({ found: [['a'], [], []], slots: null });
    expect(without.calls[1]?.input).toMatchObject({ tasks: [{ params: { query: 'find out about AI news' } }, {}, {}] });
    const nonsense = researched({
      found: [['a'], [], []],
      slots: null,
      shape: () => ({ value: { to: 3 }, model: 'm', usage }),
    });
    expect(nonsense.calls[1]?.input).toMatchObject({
      tasks: [{ params: { query: 'find out about AI news' } }, {}, {}],
    });
  });
});
