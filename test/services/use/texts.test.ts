import { describe, expect, test } from 'vitest';
import texts from '../../../src/services/use/texts/agent.ts';
import { drive } from '../drive.ts';

const asked = (intent: string, text: string) => ({ intent, slots: { text }, targets: [], text: 'this' });

describe('texts that are given', () => {
  test('with a model, its summary is the answer', () => {
    const { calls, value } = drive(texts, asked('AgentosTextSummarise', 'Long. Very.'), () => ({
      text: 'Short.',
      sources: [],
      excerpt: false,
    }));
    expect(calls.map(({ subject }) => subject)).toEqual(['use.summary_agent']);
    expect(value).toEqual({ text: 'Short.', outcome: 'done' });
  });

  test('without one, the text speaks for itself, and that is said', () => {
    const { value } = drive(texts, asked('AgentosTextSummarise', 'Long. Very.'), () => ({
      text: 'Long.',
      sources: [],
      excerpt: true,
    }));
    expect(value).toEqual({
      text: 'I have no model to sum it up with. In its own words: Long.',
      outcome: 'done',
    });
  });

  test.each([
    [[], 'I found nothing to do in it.'],
    [[{ text: 'Call Ben', due: '2026-11-27', due_said: 'By Friday' }], 'One thing to do. Call Ben (By Friday).'],
    [[{ text: 'Buy milk' }, { text: 'Book the room.', who: 'Anna' }], '2 things to do. Buy milk. Anna: Book the room.'],
  ])('what is to be done: %j', (tasks, text) => {
    const { value } = drive(texts, asked('AgentosTextTasks', 'x'), () => ({ tasks }));
    expect(value).toEqual({ text, outcome: 'done' });
  });

  test('many are cut short', () => {
    const tasks = Array.from({ length: 20 }, (_, n) => ({ text: `Thing ${n}` }));
    const { value } = drive(texts, asked('AgentosTextTasks', 'x'), () => ({ tasks }));
    expect(value).toMatchObject({ text: expect.stringMatching(/^20 things to do\..* And 8 more\.$/) });
  });
});
