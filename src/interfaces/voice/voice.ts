import type { Notice } from '../client/api.ts';
import { SoundReader, sampleRate, seconds } from './audio.ts';
import { calm } from './calm.ts';
import { type Assistant, Conversation, type Voices } from './conversation.ts';
import type { Ears } from './ears.ts';
import { News } from './news.ts';
import type { RejectedWakes } from './rejected_wakes.ts';
import type { VadEngine } from './vad.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { VoiceEvent } from './voice_event.ts';
import { type WakeEngine, type Woken, waitForWake } from './wake.ts';
import { WakeTally } from './wake_tally.ts';

export interface Stages extends Voices {
  /** A microphone, or a recording. */
  readonly sound: AsyncIterable<Int16Array>;
  /** It is a microphone: its sound goes on while nobody reads it. */
  readonly live: boolean;
  readonly wake: WakeEngine;
  readonly vad: VadEngine;
  readonly vocabulary: Vocabulary;
  readonly assistant: Assistant;
  readonly report: (event: VoiceEvent) => void;
  /** Who answers for another area, where a wake word leads there. */
  readonly assistantIn?: (area: string) => Assistant;
  /** Takes down what was no wake. */
  readonly rejectedWakes?: RejectedWakes;
  /** Hears that nothing goes on: it waits for a wake word, or for news. */
  readonly onIdle?: () => void;
}

/** What was heard by the end of the sound. */
export interface Summary {
  readonly wakes: number;
  /** Something was taken down after a wake word. */
  readonly understood: boolean;
}

/**
 * The pipe: microphone → wake → vad → stt → daemon → tts → speaker, turn after turn, until the sound ends or the signal
 * aborts. News (a timer rings) is spoken between turns.
 */
export async function voice(stages: Stages, signal: AbortSignal): Promise<Summary> {
  const { wake, vad, live, assistant, report, vocabulary } = stages;
  const ears: Ears = { reader: new SoundReader(stages.sound), wake, vad, live };
  const conversation = new Conversation(ears, stages, assistant, report, signal);
  const news = new News();
  news.collect(assistant.notices()).catch((error) => report({ type: 'trouble', text: String(error) }));
  let wakes = 0;
  const tally = new WakeTally(stages.rejectedWakes, (text) => report({ type: 'trouble', text }));
  try {
    while (true) {
      if (conversation.woken === undefined) stages.onIdle?.();
      const woken = conversation.woken ?? (await idle(ears, news, signal));
      conversation.woken = undefined;
      if (woken === undefined) break;
      if ('kind' in woken) {
        await tell(woken, conversation, stages);
        continue;
      }
      wakes += 1;
      report({
        type: 'wake',
        word: woken.word,
        score: Math.round(woken.score * 1000) / 1000,
        at: seconds(woken.position),
      });
      // While the person goes on speaking: is it ours, and has the house changed?
      const there = woken.area === undefined ? undefined : stages.assistantIn?.(woken.area);
      tally.woken(woken, ears.reader.recent(2 * sampleRate));
      const ready = Promise.all([live ? claim(ears, woken, assistant) : true, vocabulary.refresh()]).then(
        ([ours]) => ours,
      );
      const rejected = await conversation.turn(ready, woken, there ?? assistant);
      await tally.over(rejected);
      wake.reset();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await ears.reader.close();
  }
  return { wakes, understood: conversation.understood };
}

/** The next thing that happens: somebody says the wake word, news comes, or the sound ends (undefined). */
async function idle(ears: Ears, news: News, signal: AbortSignal): Promise<Woken | Notice | undefined> {
  const waiting = news.next();
  if (waiting !== undefined) return waiting;
  const { arrival } = news;
  try {
    return await waitForWake(ears.reader, ears.wake, AbortSignal.any([signal, arrival]));
  } catch (error) {
    if (!arrival.aborted || signal.aborted) throw error;
    return news.next();
  }
}

async function tell(notice: Notice, conversation: Conversation, { assistant, report, wake }: Stages): Promise<void> {
  if (notice.kind === 'ask') {
    const { id, text, kind, choices } = notice.ask;
    report({ type: 'ask', id, text, kind, ...(choices !== undefined && { choices }) });
    await conversation.question(notice.ask);
  } else {
    report({ type: 'notice', text: notice.text, thread: notice.thread });
    await conversation.say(calm([notice.text]));
  }
  assistant.heard(notice.mailOffset);
  wake.reset();
}

/** Of several microphones that heard the word, one answers. Without the daemon's word it is this one. */
async function claim(ears: Ears, woken: Woken, assistant: Assistant): Promise<boolean> {
  const heard = ears.reader.recent(sampleRate);
  const power = heard.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / Math.max(1, heard.length);
  const energyDb = 10 * Math.log10(Math.max(power, 1e-10));
  return assistant.claimWake({ energyDb, score: woken.score }).catch(() => true);
}
