import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/interfaces/voice/engine_error.ts';
import { sentences } from '../../../src/interfaces/voice/sentences.ts';
import { withFallbacks } from '../../../src/interfaces/voice/stt/fallback.ts';
import { readJsgf } from '../../../src/interfaces/voice/stt/jsgf_reader.ts';
import { accepts, heardOpenly } from '../../../src/interfaces/voice/stt/open_text.ts';
import { twoPass } from '../../../src/interfaces/voice/stt/two_pass.ts';
import type { Hearing, Recogniser, Rejection } from '../../../src/interfaces/voice/stt.ts';
import { streamedAhead } from '../../../src/interfaces/voice/tts/ahead.ts';
import { speakingFallbacks } from '../../../src/interfaces/voice/tts/fallback.ts';
import type { Synthesiser } from '../../../src/interfaces/voice/tts.ts';
import { grammarOf, homeGrammar } from './home_grammar.ts';

interface Scripted extends Recogniser {
  calls: number;
  away: boolean;
}

function recogniser(name: string, hearing: Partial<Hearing>, sentTo: readonly string[] = []): Scripted {
  const it: Scripted = {
    ...{ name, freeText: true, streams: true, sentTo, calls: 0, away: false },
    follow: async () => {},
    async recognise() {
      it.calls += 1;
      if (it.away) throw new EngineError(`${name} does not answer.`);
      return { text: name, confidence: 0.5, alternatives: [], ...hearing };
    },
    close: async () => {},
  };
  return it;
}

const utterance = new Int16Array(1_600);

describe('recognisers to fall back on', () => {
  test('another hears while the first is away; that is told once, and that it is back', async () => {
    let now = 0;
    const told: string[] = [];
    const [first, second] = [recogniser('first', {}), recogniser('second', {})];
    const both = withFallbacks(
      [first, second],
      (text) => told.push(text),
      () => now,
    );
    expect((await both.recognise(utterance)).text).toBe('first');
    first.away = true;
    expect((await both.recognise(utterance)).text).toBe('second');
    expect((await both.recognise(utterance)).text).toBe('second');
    // It rests: nobody waits for it at each utterance.
    expect(first.calls).toBe(2);
    now = 5_000;
    await both.recognise(utterance);
    expect(first.calls).toBe(3);
    // Away again, it rests for longer.
    now = 10_000;
    await both.recognise(utterance);
    expect(first.calls).toBe(3);
    first.away = false;
    now = 15_000;
    expect((await both.recognise(utterance)).text).toBe('first');
    expect(told).toEqual(['first does not answer. second hears meanwhile.', 'first is back, and hears again.']);
  });

  test('with nobody left the hearing says so, and each is asked again at once', async () => {
    const told: string[] = [];
    const only = recogniser('only', {});
    only.away = true;
    const it = withFallbacks([only], (text) => told.push(text));
    expect(await it.recognise(utterance)).toMatchObject({ rejected: 'away', text: '' });
    expect(await it.recognise(utterance)).toMatchObject({ rejected: 'away' });
    expect(only.calls).toBe(2);
    expect(told).toEqual(['only does not answer. Nothing is understood meanwhile.']);
  });

  test('an abort is no failure of the engine', async () => {
    const told: string[] = [];
    const hanging: Recogniser = {
      ...recogniser('hanging', {}),
      recognise: (_, signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    };
    const stop = new AbortController();
    const heard = withFallbacks([hanging, recogniser('second', {})], (text) => told.push(text)).recognise(
      utterance,
      stop.signal,
    );
    setTimeout(() => stop.abort(new Error('enough')), 5);
    await expect(heard).rejects.toThrow('enough');
    expect(told).toEqual([]);
  });

  test('sound that comes once is there for each of them', async () => {
    const first = recogniser('first', {});
    const second: Recogniser = {
      ...recogniser('second', {}),
      recognise: async (sound) => ({
        ...{ text: sound instanceof Int16Array ? `${sound.length}` : 'a stream', confidence: 1, alternatives: [] },
      }),
    };
    first.away = true;
    async function* coming() {
      yield utterance;
      yield utterance;
    }
    expect((await withFallbacks([first, second], () => undefined).recognise(coming())).text).toBe('3200');
  });
});

describe('two passes', () => {
  const open = recogniser('open', {}, ['speech.example.org']);
  const passes = (rejected?: Rejection) =>
    twoPass(recogniser('grammar', rejected === undefined ? {} : { rejected }), open);

  test.each<[Rejection | undefined, string]>([
    [undefined, 'grammar'],
    ['unknown', 'open'],
    ['pace', 'open'],
    ['free_text', 'open'],
    ['silence', 'grammar'],
    ['unsure', 'grammar'],
  ])('after %s the words are those of %s', async (rejected, by) => {
    expect((await passes(rejected).recognise(utterance)).text).toBe(by);
  });

  test('an answer to a question, which may be a PIN, goes to nobody else', async () => {
    const before = open.calls;
    expect((await passes('unknown').recognise(utterance, undefined, homeGrammar)).text).toBe('grammar');
    expect(open.calls).toBe(before);
  });

  test('what the second hears nothing in stays rejected as the first did', async () => {
    const it = twoPass(recogniser('grammar', { rejected: 'pace' }), recogniser('open', { rejected: 'silence' }));
    expect(await it.recognise(utterance)).toMatchObject({ text: 'grammar', rejected: 'pace' });
  });

  test('it is known where sound may go', () => expect(passes().sentTo).toEqual(['speech.example.org']));
});

describe('what open engines write down', () => {
  test('noises are no words', () => {
    for (const text of ['', ' [BLANK_AUDIO]', '(wind blowing) ...', '♪♪', '*coughs*', '[Music] - '])
      expect(heardOpenly(text, 0.9), text).toMatchObject({ text: '', rejected: 'silence' });
    expect(heardOpenly(' Turn on [noise] the\u0007 light. ', 0.876)).toEqual({
      ...{ text: 'Turn on the light.', confidence: 0.88, alternatives: [] },
    });
  });

  test('an answer comes in the words of the question, or is rejected', () => {
    const among = grammarOf('#JSGF V1.0;\ngrammar a;\npublic <a> = yes [please] | ( the )* twenty five | no;\n');
    expect(heardOpenly('Yes, please!', 0.9, among)).toMatchObject({ text: 'yes please' });
    expect(heardOpenly('The 25.', 0.9, among)).toMatchObject({ text: 'the twenty five' });
    expect(heardOpenly('Perhaps.', 0.9, among)).toMatchObject({ text: 'Perhaps.', rejected: 'unknown' });
    expect(heardOpenly('小明', 0.9, among)).toMatchObject({ rejected: 'unknown' });
  });

  test('a sentence is in a grammar or not', () => {
    const graph = readJsgf(homeGrammar.jsgf);
    for (const yes of ['turn on the kitchen light', 'turn office lights off', 'what time is it'])
      expect(accepts(graph, yes.split(' ')), yes).toBe(true);
    for (const no of ['turn on the', 'turn on the kitchen light now', '', 'the'])
      expect(accepts(graph, no.split(' ')), no).toBe(false);
  });
});

/** Speaks each sentence in two pieces; breaks before or within the sentence of this number. */
function voice(
  name: string,
  breaks?: { readonly at: number; readonly within: boolean },
): Synthesiser & { breaks: typeof breaks } {
  const it = {
    name,
    breaks,
    async *speak(text: AsyncIterable<string> | Iterable<string>) {
      let count = 0;
      for await (const sentence of sentences(text)) {
        const piece = { samples: new Int16Array(10), rate: name.length, text: sentence };
        if (it.breaks?.at === count && !it.breaks.within) throw new EngineError(`${name} is away.`);
        yield piece;
        if (it.breaks?.at === count) throw new EngineError(`${name} is away.`);
        yield piece;
        count += 1;
      }
    },
  };
  return it;
}

async function saidBy(engine: Synthesiser, text: string): Promise<string[]> {
  const said: string[] = [];
  for await (const { text: sentence, rate } of engine.speak([text])) said.push(`${rate}:${sentence}`);
  return said;
}

describe('voices to fall back on', () => {
  const text = 'One is here. Two is here. Three is here.';

  test.each([
    [
      { at: 1, within: false },
      ['5:One is here.', '5:One is here.', '6:Two is here.', '6:Two is here.', '6:Three is here.', '6:Three is here.'],
    ],
    [
      { at: 1, within: true },
      ['5:One is here.', '5:One is here.', '5:Two is here.', '6:Three is here.', '6:Three is here.'],
    ],
  ])('one that breaks (%j) is followed by the next, and no sentence is said twice', async (breaks, expected) => {
    const told: string[] = [];
    const both = speakingFallbacks([voice('first', breaks), voice('second')], (line) => told.push(line));
    expect(await saidBy(both, text)).toEqual(expected);
    expect(told).toEqual(['first is away. second speaks meanwhile.']);
  });

  test('it comes back; with none left nothing is spoken and nothing fails', async () => {
    let now = 0;
    const told: string[] = [];
    const first = voice('first', { at: 0, within: false });
    const only = speakingFallbacks(
      [first],
      (line) => told.push(line),
      () => now,
    );
    expect(await saidBy(only, text)).toEqual([]);
    first.breaks = undefined;
    now = 5_000;
    expect(await saidBy(only, text)).toHaveLength(6);
    expect(told).toEqual(['first is away. Nothing is spoken meanwhile.', 'first is back, and speaks again.']);
  });
});

test('the next sentence is begun while one is heard, and no more than that', async () => {
  const begun: string[] = [];
  async function* say(text: string) {
    begun.push(text);
    yield { samples: new Int16Array(5), rate: 1, text };
    yield { samples: new Int16Array(5), rate: 1, text };
  }
  const spoken = streamedAhead(sentences(['One is. Two is. Three is.']), say);
  await spoken.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(begun).toEqual(['One is.', 'Two is.']);
  let pieces = 1;
  for await (const piece of spoken) pieces += piece.rate;
  expect(pieces).toBe(6);
});
