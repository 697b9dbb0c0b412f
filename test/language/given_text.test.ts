import { describe, expect, test } from 'vitest';
import { givenText } from '../../src/language/given_text.ts';

describe('a text that is given along', () => {
  test.each([
    [
      'Sum up this text: The cat sat on the mat. It rained.',
      'AgentosTextSummarise',
      'The cat sat on the mat. It rained.',
    ],
    ['summarise the following:\n\nDear Anna: hello\nBen', 'AgentosTextSummarise', 'Dear Anna: hello\nBen'],
    ['hey jarvis, please summarize: x', 'AgentosTextSummarise', 'x'],
    ['could you sum up the minutes for me\nWe met.', 'AgentosTextSummarise', 'We met.'],
    ['What do I have to do according to this: please call Ben', 'AgentosTextTasks', 'please call Ben'],
    ['list all the tasks in this mail: call Ben', 'AgentosTextTasks', 'call Ben'],
    ['what is there to do in the following note:\ncall Ben', 'AgentosTextTasks', 'call Ben'],
  ])('%s', (said, intent, text) => {
    expect(givenText(said)).toMatchObject({ intent, slots: { text }, targets: [] });
  });

  test.each([
    'sum up my mails',
    'sum up this:',
    'turn on the light: now',
    'what do I have to do today: anything?',
    'what do I have to do from my mails?',
    'set an alarm for 7:30',
    'summarize the plot of Hamlet: is it long',
    '',
  ])('not: %s', (said) => {
    expect(givenText(said)).toBeUndefined();
  });

  test('a text of any length is read in its length', () => {
    const text = 'a '.repeat(4_900).trim();
    expect(givenText(`sum up: ${text}`)?.slots['text']).toBe(text);
    expect(givenText(`${'please '.repeat(1_400)}`)).toBeUndefined();
  });
});
