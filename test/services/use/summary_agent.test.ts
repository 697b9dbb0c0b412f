import { expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { excerpt } from '../../../src/language/excerpt.ts';
import agent from '../../../src/services/use/summary_agent/agent.ts';
import { drive } from '../drive.ts';

const TEXT = `The bridge over the river was closed on Monday. Engineers found cracks in two pillars of the bridge.
Weather was fine. The town expects that repairs of the bridge take until spring. A baker nearby sells fewer rolls since the bridge is closed.`;
const usage = { input_tokens: 1, output_tokens: 1 };

test('a model sums up what it is shown, with a share for each text', () => {
  const texts = [
    { title: 'Bridge', text: 'x'.repeat(90_000), source: 'https://a.example' },
    { title: '', text: 'Short.' },
  ];
  const { value, calls } = drive(agent, { texts, about: 'the bridge' }, () => ({
    text: ' It is closed. ',
    cut: false,
    model: 'm',
    usage,
  }));
  expect(value).toEqual({ text: 'It is closed.', sources: ['https://a.example'], excerpt: false });
  const shown = JSON.stringify(calls[0]?.input);
  expect(shown.length).toBeLessThan(45_000);
  expect(shown).toContain('Short.');
  expect(shown).toContain('wants to know: the bridge');
});

test('without one it picks sentences of the texts, and says so', () => {
  const gone = () => {
    throw new Fault('UNAVAILABLE', 'gone');
  };
  const { value } = drive(agent, { texts: [{ title: 'Bridge', text: TEXT }], sentences: 2 }, gone);
  expect(value).toMatchObject({ excerpt: true, sources: ['Bridge'] });
  const { text } = value as { text: string };
  for (const sentence of text.split(/(?<=\.) /)) expect(TEXT.replaceAll(/\s+/g, ' ')).toContain(sentence);
  expect(text).toContain('closed on Monday');
  expect(drive(agent, { texts: [{ text: 'Too short' }] }, gone).value).toMatchObject({ text: 'Too short' });
});

test('an excerpt says different things, in their order, about what is asked', () => {
  expect(excerpt({ text: TEXT, sentences: 1, about: 'baker rolls' })).toEqual([
    'A baker nearby sells fewer rolls since the bridge is closed.',
  ]);
  const three = excerpt({ text: TEXT, sentences: 3 });
  expect(three).toHaveLength(3);
  expect([...three].sort((a, b) => TEXT.indexOf(a.slice(0, 15)) - TEXT.indexOf(b.slice(0, 15)))).toEqual(three);
  const twice = excerpt({ text: `${TEXT} ${TEXT}`, sentences: 2 });
  expect(new Set(twice).size).toBe(2);
  expect(excerpt({ text: '', sentences: 3 })).toEqual([]);
  expect(excerpt({ text: 'word '.repeat(100_000), sentences: 3 })).toEqual([]);
});
