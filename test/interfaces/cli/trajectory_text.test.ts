import { describe, expect, test } from 'vitest';
import { trajectoryLines } from '../../../src/interfaces/cli/trajectory_text.ts';
import type { ThreadEvent } from '../../../src/interfaces/client/client.ts';

const AT = 1_795_000_000_000;

function event(seq: number, more: Partial<ThreadEvent>): ThreadEvent {
  return {
    ...{
      seq,
      id: `e${seq}`,
      thread: 't',
      turn: 1,
      key: '1',
      direction: 'FORWARD',
      subject: 'use.agent_router',
      at: AT + seq,
    },
    ...{ from: 'client:cli', to: [], taint: [], data: { text: 'plan a party' } },
    ...more,
  };
}

const MODEL: Partial<ThreadEvent> = {
  subject: 'need.llm.choose',
  key: '1.0',
  from: 'use.agent_router',
  to: ['openai'],
};
const calls = [{ id: 'c1', event: 'use.planner', data: { text: 'Plan a party.' } }];
const usage = { input_tokens: 1_234, output_tokens: 50, cost: 0.000_412_3 };
const turn = [
  event(1, {}),
  event(2, { ...MODEL, cause: 'e1', data: { messages: [{ role: 'system', text: 'Somebody talks.' }] } }),
  event(3, { ...MODEL, cause: 'e2', direction: 'BACKWARD', data: { model: 'house', usage, text: '', calls } }),
  event(4, { direction: 'END', cause: 'e1', data: { text: 'Buy bread.' } }),
];

describe('a turn for people, with a model', () => {
  test('says which model answered, what it chose and what that used; what it was shown stands in the whole of it', () => {
    const lines = trajectoryLines(turn, { width: 200 });
    expect(lines[0]).toMatch(/; models: 1,284 tokens, cost 0\.00041$/);
    const asked = lines.find((line) => line.includes('need.llm.choose')) ?? '';
    expect(asked).toMatch(/\(openai\) +1 ms {2}house: 1234 \+ 50 tokens, cost 0\.00041 → \[\{.*use\.planner/);
    expect(asked).not.toContain('Somebody talks');
    expect(trajectoryLines(turn, { full: true }).join('\n')).toContain('Somebody talks');
  });

  test('without prices no cost is told, and without a model nothing of models', () => {
    const { cost: _, ...free } = usage;
    const unpriced = turn.map((one) =>
      one.direction === 'BACKWARD' ? { ...one, data: { model: 'house', usage: free, text: 'Hm.', calls: [] } } : one,
    );
    const lines = trajectoryLines(unpriced, { width: 200 });
    expect(lines[0]).toMatch(/; models: 1,284 tokens$/);
    expect(lines.join('\n')).toContain('house: 1234 + 50 tokens → Hm.');
    expect(trajectoryLines([event(1, {})], {}).join('\n')).not.toContain('models');
  });

  test('what nobody provides has no empty brackets', () => {
    const error = { code: 'UNAVAILABLE', message: 'None is set up.', retryable: false } as const;
    const failed = event(3, { ...MODEL, to: [], direction: 'BACKWARD', error });
    const lines = trajectoryLines([event(1, {}), event(2, { ...MODEL, to: [], cause: 'e1' }), failed], {});
    expect(lines.join('\n')).toMatch(/need\.llm\.choose +\S+ ms {2}✗ UNAVAILABLE: None is set up\./);
  });
});
