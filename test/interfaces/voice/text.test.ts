import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../../src/interfaces/voice/sentences.ts';
import { TextStream } from '../../../src/interfaces/voice/text_stream.ts';

async function all(pieces: AsyncIterable<string> | Iterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const piece of pieces instanceof TextStream ? pieces : sentences(pieces)) found.push(piece);
  return found;
}

describe('sentences', () => {
  test('are cut at their ends and nowhere else', async () => {
    expect(await all(['It is 21.5 degrees. Really? Yes! Dr. Who is at 3 p.m. here'])).toEqual([
      'It is 21.5 degrees.',
      'Really?',
      'Yes!',
      'Dr. Who is at 3 p.m. here',
    ]);
  });

  test('do not depend on how the text comes', async () => {
    const text = 'The light is on. It is 21.5 degrees outside! Two timers are running; one is "tea". Fine?';
    const whole = await all([text]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 8 }), async (cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), text.length];
        expect(await all(at.slice(1).map((to, index) => text.slice(at[index], to)))).toEqual(whole);
      }),
    );
  });

  test('what is too long is cut at a space, and nothing of it is lost', async () => {
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
    const cut = await all([words]);
    expect(cut.length).toBeGreaterThan(4);
    expect(cut.join(' ')).toBe(words);
  });
});

describe('an answer as it comes', () => {
  test('is each word once', async () => {
    const text = new TextStream();
    text.piece('The light ', 0, 1);
    text.piece('The light is', 0, 1);
    text.piece('far away', 40, 1);
    text.end('The light is on.');
    expect((await all(text)).join('')).toBe('The light is on.');
  });

  test('begins anew with another attempt', async () => {
    const text = new TextStream();
    text.piece('Let me ', 0, 1);
    text.piece('It is nine', 0, 2);
    text.piece('see', 7, 1);
    text.end('It is nine.');
    expect((await all(text)).join('')).toBe('Let me It is nine.');
  });

  test('a whole that differs is said whole', async () => {
    const text = new TextStream();
    text.piece('Something', 0, 1);
    text.end('The light is off.');
    text.end('never');
    expect((await all(text)).join('')).toBe('Something The light is off.');
  });
});
