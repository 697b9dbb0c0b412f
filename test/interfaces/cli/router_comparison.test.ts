import { expect, test } from 'vitest';
import { Comparison } from '../../../src/interfaces/cli/router_comparison.ts';
import type { ThreadEvent } from '../../../src/interfaces/client/client.ts';

const base = { id: '', thread: 't', seq: 1, turn: 1, from: 'f', taint: [], to: ['p'], at: 0 };
const root = (subject: string): ThreadEvent => ({ ...base, direction: 'FORWARD', subject, key: '1' });
const call = (key: string, subject: string, handoff = false): ThreadEvent => ({
  ...{ ...base, direction: 'FORWARD', subject, key },
  ...(handoff ? { handoff: true } : {}),
});
const answer = (key: string, subject: string, data: ThreadEvent['data']): ThreadEvent => ({
  ...{ ...base, direction: 'BACKWARD', subject, key, provider: 'p' },
  ...(data === undefined ? {} : { data }),
});
const end = (at: number, more: Partial<ThreadEvent>): ThreadEvent => ({
  ...{ ...base, direction: 'END', subject: 's', key: '1', at },
  ...more,
});

const routers = ['use.one_router', 'use.other_router'];

test('turns count for the router that worked on them, not for one that handed them on at once', () => {
  const comparison = new Comparison(routers);
  comparison.take([root('use.one_router'), end(10, { data: { text: 'a', outcome: 'done' } })]);
  comparison.take([root('use.one_router'), end(30, { data: { text: 'a', outcome: 'unknown' } })]);
  comparison.take([
    root('use.one_router'),
    end(20, { error: { code: 'CANCELLED', message: 'Stopped.', retryable: false } }),
  ]);
  comparison.take([
    root('use.one_router'),
    call('1.0', 'use.other_router', true),
    call('1.0.0', 'need.llm.write'),
    answer('1.0.0', 'need.llm.write', { usage: { input_tokens: 5, output_tokens: 2, cost: 0.25 } }),
    end(1_000, { data: { text: 'a' } }),
  ]);
  expect(comparison.rows).toEqual([
    { router: 'use.one_router', turns: 3, done: 1, failed: 1, unknown: 1, medianMs: 20, tokens: 0, cost: 0 },
    { router: 'use.other_router', turns: 1, done: 1, failed: 0, unknown: 0, medianMs: 1_000, tokens: 7, cost: 0.25 },
  ]);
});

test('who asks first and hands on then has worked on it; a turn that runs is left out', () => {
  const comparison = new Comparison(routers);
  const begun = [root('use.one_router'), call('1.0', 'use.intent_classifier'), call('1.1', 'use.other_router', true)];
  comparison.take(begun);
  expect(comparison.rows).toEqual([]);
  comparison.take([...begun, end(5, { data: { text: 'a' } })]);
  expect(comparison.rows.map(({ router, turns }) => ({ router, turns }))).toEqual([
    { router: 'use.one_router', turns: 1 },
    { router: 'use.other_router', turns: 1 },
  ]);
});
