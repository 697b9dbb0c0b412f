import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Speech, Synthesiser } from '../../src/interfaces/voice/tts.ts';

/** What every synthesiser must do. */
export function conformsAsSynthesiser(open: () => Synthesiser): void {
  async function all(text: AsyncIterable<string> | Iterable<string>, signal?: AbortSignal): Promise<Speech[]> {
    const speech: Speech[] = [];
    for await (const piece of open().speak(text, signal)) speech.push(piece);
    return speech;
  }

  function seconds(speech: readonly Speech[]): number {
    return speech.reduce((sum, piece) => sum + piece.samples.length / piece.rate, 0);
  }

  test('speaks: sound that is no silence, at a rate that a loudspeaker knows', async () => {
    const speech = await all(['The kitchen light is on.']);
    expect(seconds(speech)).toBeGreaterThan(0.6);
    expect(seconds(speech)).toBeLessThan(5);
    expect(new Set(speech.map((piece) => piece.rate)).size).toBe(1);
    expect(speech[0]?.rate).toBeGreaterThanOrEqual(8000);
    const loudest = speech
      .flatMap((piece) => [...piece.samples])
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(3000);
  });

  test('longer text takes longer, and every sentence is spoken in order', async () => {
    const sentences = ['It is five past nine.', 'The garage is closed.', 'Two timers are running.'];
    const speech = await all([sentences.join(' ')]);
    expect([...new Set(speech.map((piece) => piece.text))]).toEqual(sentences);
    expect(seconds(speech)).toBeGreaterThan(seconds(await all([sentences[0] ?? ''])) * 1.8);
  });

  test('begins with the first sentence while the rest has not come yet', async () => {
    let release = (): void => undefined;
    const rest = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* coming() {
      yield 'The first is done. The se';
      await rest;
      yield 'cond comes later.';
    }
    const speech = open().speak(coming());
    const first = await speech.next();
    expect(first.value?.text).toBe('The first is done.');
    release();
    let last = '';
    for await (const piece of speech) last = piece.text;
    expect(last).toBe('The second comes later.');
  });

  test('nothing to say is nothing said', async () => {
    expect(await all([])).toEqual([]);
    expect(await all(['', ' \n ', '—'])).toEqual([]);
  });

  test('text is spoken, never run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-tts-'));
    const trap = join(folder, 'trap');
    try {
      for (const text of [
        `hello") (system "touch ${trap}") (SayText "bye`,
        `hello\\") (system \\"touch ${trap}\\") (SayText \\"bye`,
        `$(touch ${trap}) \`touch ${trap}\`; touch ${trap} | touch ${trap}`,
        `-o ${trap}`,
        `--path=${trap} <speak>no</speak> [[h@'loU]]`,
      ]) {
        expect(seconds(await all([text]))).toBeGreaterThan(0.2);
      }
      expect(existsSync(trap)).toBe(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('letters of any language do not stop it', async () => {
    expect(seconds(await all(['Good morning, Łukasz and 小明. It is 21 °C.']))).toBeGreaterThan(0.5);
  });

  test('stops when it is aborted, with the reason', async () => {
    const stop = new AbortController();
    const speech = open().speak(['One is here. Two is here. Three is here.'], stop.signal);
    await speech.next();
    stop.abort(new Error('barged in'));
    await expect(
      (async () => {
        for await (const piece of speech) expect(piece.rate).toBeGreaterThan(0);
      })(),
    ).rejects.toThrow('barged in');
    await expect(all(['Hello.'], AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  test('a reader may leave in the middle', async () => {
    const speech = open().speak(['One is here. Two is here.']);
    await speech.next();
    await speech.return(undefined);
    expect((await speech.next()).done).toBe(true);
  });
}
