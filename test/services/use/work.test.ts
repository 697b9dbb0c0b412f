import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { understand } from '../../../src/language/understand.ts';
import type { Work } from '../../../src/services/need/work/contract.ts';
import longWork from '../../../src/services/use/long_work/router.ts';
import research from '../../../src/services/use/research_router/router.ts';
import agent from '../../../src/services/use/work/agent.ts';
import { house } from '../../language/house.ts';
import { drive, type MadeCall } from '../drive.ts';

const folder = join(import.meta.dirname, '../../../data/sentences/en');
const files = readdirSync(folder)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? []);
const grammar = compileFiles(files, house);

describe('what is said for it', () => {
  test.each([
    ['how far are you?', 'AgentosWorkStatus', {}],
    ['how far are you with the research about heat pumps', 'AgentosWorkStatus', { topic: 'heat pumps' }],
    ['is the research done yet', 'AgentosWorkStatus', {}],
    ['what are you working on', 'AgentosWorkStatus', { now: true }],
    ['stop that', 'AgentosWorkStop', { vague: true }],
    ['stop the research', 'AgentosWorkStop', {}],
    ['cancel the research about heat pumps', 'AgentosWorkStop', { topic: 'heat pumps' }],
    ['stop all tasks', 'AgentosWorkStop', { all: true }],
    ['stop', 'AgentosStop', {}],
    ['be quiet', 'AgentosStop', {}],
    ['stop the kitchen timer', 'HassCancelTimer', {}],
    ['research heat pumps in the background', 'AgentosResearch', { topic: 'heat pumps', later: true }],
    ['research heat pumps and tell me later', 'AgentosResearch', { topic: 'heat pumps', later: true }],
    ['research heat pumps', 'AgentosResearch', { topic: 'heat pumps' }],
    [
      'research heat pumps in the background and email a summary to Anna',
      'AgentosResearch',
      { topic: 'heat pumps', to: 'Anna', later: true },
    ],
    [
      'research heat pumps and mail a summary to the team in the background',
      'AgentosResearch',
      { topic: 'heat pumps', later: true },
    ],
  ])('%s', (text, intent, slots) => {
    const { commands } = understand(grammar, text, {});
    expect(commands.map((one) => one.intent)).toEqual([intent]);
    expect(commands[0]?.slots).toMatchObject(slots);
  });
});

const NOW = 1_800_000_000_000;
const clock = {
  ...{ epochMs: NOW, zone: 'UTC', year: 2027, month: 1, day: 15, weekday: 5 },
  ...{ hour: 8, minute: 0, second: 0 },
};

function workOf(id: string, more: Partial<Work> = {}): Work {
  return {
    ...{ id, what: `the research about ${id}`, client: 'test', interface: 'cli', state: 'running' },
    ...{ askedAt: NOW - 65_000, thread: `thread of ${id}` },
    ...more,
  };
}

function asked(intent: string, slots: { [name: string]: boolean | string }, works: readonly Work[], from = 'cli') {
  const stopped: string[] = [];
  const driven = drive(
    agent,
    { intent, slots, targets: [], text: '' },
    ({ subject, input }: MadeCall) => {
      switch (subject) {
        case 'need.clock.now':
          return clock;
        case 'need.work.list':
          return { works };
        case 'need.work.stop': {
          const { ids } = input as { ids: string[] };
          return { works: works.filter(({ id }) => ids.includes(id)) };
        }
        case 'need.thread.stop':
          stopped.push((input as { thread: string }).thread);
          return { stopped: true };
        case 'need.thread.progress':
          return {
            open: true,
            calls: [
              { key: '1.1', subject: 'use.research_router', how: 'open' },
              { key: '1.1.0', subject: 'use.parallel_executor', how: 'done' },
              { key: '1.1.0.0', subject: 'need.web_search', how: 'done' },
              { key: '1.1.0.1', subject: 'need.academic_search', how: 'failed' },
              { key: '1.1.1', subject: 'use.summary_agent', how: 'open' },
              { key: '1.1.1.0', subject: 'need.llm.write', how: 'open' },
            ],
          };
        default:
          throw new Fault('UNIMPLEMENTED', subject);
      }
    },
    { origin: { client: 'test', interface: from } },
  );
  return { ...driven, stopped };
}

describe('use.work', () => {
  test('tells what has happened, what has not, and what goes on', () => {
    expect(asked('AgentosWorkStatus', {}, [workOf('heat pumps')]).value).toEqual({
      text: 'I have been working on the research about heat pumps for 1 minute and 5 seconds. Done so far: the web search. Without an answer: the academic search. Now: the language model.',
      outcome: 'done',
    });
  });

  test('says what became of the last one where nothing is under way', () => {
    const over = workOf('heat pumps', { state: 'done', endedAt: NOW - 300_000 });
    expect(asked('AgentosWorkStatus', {}, [over]).value).toEqual({
      text: 'I am not working on anything. The research about heat pumps was done 5 minutes ago.',
      outcome: 'done',
    });
    expect(asked('AgentosWorkStatus', {}, []).value).toMatchObject({ text: 'I am not working on anything.' });
  });

  test('stops the last one, or the one that is meant, or all, and their threads', () => {
    const works = [workOf('cats'), workOf('heat pumps'), workOf('tea', { state: 'done', endedAt: NOW })];
    const last = asked('AgentosWorkStop', { vague: true }, works);
    expect(last.value).toMatchObject({ text: 'I stopped the research about cats. I go on with the other one.' });
    expect(last.stopped).toEqual(['thread of cats']);
    expect(asked('AgentosWorkStop', { topic: 'heat pumps' }, works).stopped).toEqual(['thread of heat pumps']);
    expect(asked('AgentosWorkStop', { all: true }, works).stopped).toEqual(['thread of cats', 'thread of heat pumps']);
    expect(asked('AgentosWorkStop', { topic: 'tea' }, works)).toMatchObject({ stopped: [] });
  });

  test('"stop that" is no complaint where there is nothing to stop', () => {
    expect(asked('AgentosWorkStop', { vague: true }, []).value).toEqual({ text: 'All right.', outcome: 'done' });
    expect(asked('AgentosWorkStop', {}, []).value).toMatchObject({ outcome: 'failed' });
  });

  test('a room hears nothing of what was typed, and stops none of it', () => {
    const works = [workOf('a secret')];
    expect(asked('AgentosWorkStatus', {}, works, 'voice').value).toMatchObject({
      text: 'I am not working on anything.',
    });
    expect(asked('AgentosWorkStop', { vague: true }, works, 'voice').stopped).toEqual([]);
    expect(asked('AgentosWorkStop', {}, [workOf('tea', { interface: 'voice' })], 'voice').stopped).toHaveLength(1);
  });
});

describe('use.long_work', () => {
  const begun = (begin: object, answer: () => unknown) =>
    drive(longWork, { id: 'a' }, ({ subject }) => {
      if (subject === 'need.work.begin') return begin;
      if (subject === 'need.work.end') return {};
      return answer();
    });
  const call = { subject: 'use.research_router', input: { text: 'x' } };

  test('does what was asked for, notes how it came out and tells it', () => {
    const { value, calls } = begun({ what: 'the research', call }, () => ({ text: 'All is told.', outcome: 'done' }));
    expect(value).toEqual({ text: 'The research is done. All is told.', outcome: 'done' });
    expect(calls.at(-1)).toMatchObject({ subject: 'need.work.end', input: { id: 'a', state: 'done' } });
  });

  test('tells in words why it did not work out', () => {
    const refused = begun({ what: 'the research', call }, () => {
      throw new Fault('PERMISSION_DENIED', 'An automation may not do that. Please ask me yourself.');
    });
    expect(refused.value).toEqual({
      text: 'The research did not work out. An automation may not do that. Please ask me yourself.',
      outcome: 'failed',
    });
    expect(refused.calls.at(-1)).toMatchObject({ input: { state: 'failed' } });
  });

  test('makes no call where it was given up before', () => {
    const { calls, value } = begun({ what: 'the research' }, () => ({}));
    expect(calls).toHaveLength(1);
    expect(value).toMatchObject({ text: 'The research was stopped before it began.' });
  });
});

describe('research in the background', () => {
  const said = (interfaceName: string, slots: object, start: () => unknown) =>
    drive(
      research,
      { text: 'research tea', slots: { topic: 'tea', ...slots } },
      ({ subject }) => {
        if (subject === 'need.work.start') return start();
        return { results: [] };
      },
      { origin: { client: 'kitchen', interface: interfaceName, area: 'Kitchen' } },
    );
  const started = () => ({ ...workOf('tea'), state: 'waiting' });

  test.each([
    ['by voice', 'voice', {}],
    ['where it is said so', 'cli', { later: true }],
  ])('%s', (_how, from, slots) => {
    const { value, calls } = said(from, slots, started);
    expect(value).toEqual({ text: 'I am on it. I will tell you when it is done.', outcome: 'done' });
    expect(calls).toMatchObject([
      {
        subject: 'need.work.start',
        input: {
          ...{ what: 'the research about tea', client: 'kitchen', interface: from, area: 'Kitchen' },
          call: { subject: 'use.research_router', input: { text: 'research tea', slots: { topic: 'tea' } } },
        },
      },
    ]);
  });

  test('what is typed stays in its turn, and so does what nothing here can do in the background', () => {
    expect(said('cli', {}, started).calls.map(({ subject }) => subject)).toEqual(['use.parallel_executor']);
    const nobody = () => {
      throw new Fault('UNIMPLEMENTED', 'nobody');
    };
    expect(said('voice', {}, nobody).calls.map(({ subject }) => subject)).toEqual([
      'need.work.start',
      'use.parallel_executor',
    ]);
  });

  test('too much at once is said', () => {
    const full = () => {
      throw new Fault('RESOURCE_EXHAUSTED', 'I am working on 8 things already.');
    };
    expect(said('voice', {}, full).value).toEqual({ text: 'I am working on 8 things already.', outcome: 'failed' });
  });
});
