import { describe, expect, test } from 'vitest';
import { calm, forTheEar } from '../../../src/interfaces/voice/calm.ts';
import { TextStream } from '../../../src/interfaces/voice/text_stream.ts';

async function heard(text: string, size = text.length || 1): Promise<string[]> {
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  const said: string[] = [];
  for await (const sentence of calm(pieces)) said.push(sentence.trim());
  return said;
}

describe('what a model writes, for the ear', () => {
  const written = `## A **plan** 🎉

| Time | What |
|:---|---:|
| 9:00 | Shop |

1. First \`do\` *this*
- [ ] Then [that](https://example.org/a_(b)).
> Said <b>before</b>, at https://www.example.org/x?y=1 .

\`\`\`js
console.log('never. said');
\`\`\`
---
It is 21.5 °C, and 2 * 3 is 6.`;
  const ear = [
    'A plan',
    'Time, What',
    '9:00, Shop',
    '1.',
    'First do this',
    'Then that.',
    'Said before, at example.org.',
    'It is 21.5 °C, and 2 * 3 is 6.',
  ];

  test.each([1, 3, 7, 5_000])('Markdown is not read out, in pieces of %i', async (size) => {
    expect(await heard(written, size)).toEqual(ear);
  });

  test('an essay ends after a while, with a word of it', async () => {
    const essay = 'A black hole lets nothing go. '.repeat(500);
    const said = await heard(essay);
    expect(said.at(-1)).toBe('There is more. I keep it in writing.');
    expect(said.join(' ').length).toBeLessThan(1_600);
    expect(said.length).toBeGreaterThan(40);
  });

  test.each(['Turned on the kitchen light.', 'It is 6:30 in the morning.', 'No: the file_name is a-b.', 'Ben <3 you.'])(
    'plain words stay as they are: %s',
    async (text) => {
      expect(await heard(text)).toEqual([text]);
    },
  );

  test('one long sentence is said to its end', async () => {
    expect((await heard('word '.repeat(280))).join(' ')).toBe('word '.repeat(280).trim());
  });

  test('a question is asked in full, word for word, however long the answer before it', async () => {
    const question = `Send this mail? **Dear Ben**, see [here](https://example.org). ${'And more of it. '.repeat(200)}`;
    const text = new TextStream();
    text.piece('A black hole lets nothing go. '.repeat(100), 0, 0);
    const said: string[] = [];
    const reading = (async () => {
      for await (const piece of forTheEar(text)) said.push(piece);
    })();
    await new Promise((resolve) => setImmediate(resolve));
    expect(said.at(-1)).toBe('There is more. I keep it in writing.');
    text.ask(question);
    await reading;
    expect(said.at(-1)).toBe(question);
    expect(text.begun).toBe(true);
  });
});
