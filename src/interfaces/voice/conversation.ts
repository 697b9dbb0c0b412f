import { saysNotForYou } from '../../language/not_for_you.ts';
import { REDACTED_PIN } from '../../language/values/spoken_digits.ts';
import { parseYesNo } from '../../language/yes_no.ts';
import type { Ask, Client, Turn, Update } from '../client/api.ts';
import { type Answers, answersTo } from './answers.ts';
import { sampleRate, seconds } from './audio.ts';
import { forTheEar } from './calm.ts';
import { type Cue, cueSpeech } from './cues.ts';
import type { Look } from './early_end.ts';
import { deafDuring, type Ears } from './ears.ts';
import type { EndpointOptions } from './endpoint.ts';
import { apology, didYouSay, noAnswer, sayAgain } from './phrases.ts';
import type { WakeRejection } from './rejected_wakes.ts';
import type { Speaker } from './speaker.ts';
import { speak } from './speaking.ts';
import type { Hearing, Recogniser, SpeechGrammar } from './stt.ts';
import { TextStream } from './text_stream.ts';
import type { Synthesiser } from './tts.ts';
import { hearUtterance } from './utterance.ts';
import type { VoiceEvent } from './voice_event.ts';
import type { Woken } from './wake.ts';
import { soundWorking } from './working.ts';

/** What the voice needs of the daemon. */
export type Assistant = Pick<Client, 'utter' | 'answer' | 'notices' | 'heard' | 'call' | 'claimWake'>;

export interface Voices {
  readonly recogniser: Recogniser;
  readonly synthesiser: Synthesiser;
  readonly speaker: Speaker;
  /** BCP 47, of what is said. */
  readonly language: string;
  /** Short sounds when it listens for an answer, and when it heard nothing. */
  readonly cues: boolean;
  /** How long one may think about a question. */
  readonly followUpSeconds: number;
}

/** A heard utterance, and how long ago its last sound was. */
interface Heard {
  readonly hearing: Hearing;
  /** Seconds between the end of speech and `cutAtMs`, in the sound's own time. */
  readonly lagSeconds: number;
  /** `performance.now()` when the utterance was known to be over. */
  readonly cutAtMs: number;
  /** From the end of our own words to the first of these; absent where there is no saying. */
  readonly sinceSpeechMs?: number;
}

/** Where a turn's answer stops: it asks, or it is over. */
type Stop = Extract<Update, { type: 'ask' | 'end' }>;

/** Turns taken with one person: hear, ask the daemon, answer, and ask back where it asks. */
export class Conversation {
  readonly #ears: Ears;
  readonly #voices: Voices;
  #assistant: Assistant;
  /** After a wake that may have been none: nothing is said before something was understood. */
  #doubtful = false;
  readonly #report: (event: VoiceEvent) => void;
  readonly #signal: AbortSignal;
  /** A wake word that was said while we spoke: it opens the next turn. */
  woken: Woken | undefined;
  /** True once something was taken down. */
  understood = false;
  /** `performance.now()` when our own words were over. */
  #spokeUntilMs: number | undefined;

  constructor(
    ears: Ears,
    voices: Voices,
    assistant: Assistant,
    report: (event: VoiceEvent) => void,
    signal: AbortSignal,
  ) {
    this.#ears = ears;
    this.#voices = voices;
    this.#assistant = assistant;
    this.#report = report;
    this.#signal = signal;
  }

  /** One turn after a wake word, with those that a question at its end opens. `ready` is awaited before recognition. */
  async turn(ready: Promise<boolean>, woken?: Woken, assistant = this.#assistant): Promise<WakeRejection | undefined> {
    this.#assistant = assistant;
    this.#doubtful = woken?.doubtful ?? false;
    let heard = await this.#hear({ afterWake: true }, ready);
    if (heard === undefined) return (await ready) ? 'nothing' : undefined;
    const rejected = this.#rejectedWake(heard, woken);
    if (rejected === 'not_understood') return rejected;
    this.#doubtful = false;
    while (heard !== undefined) {
      if (heard.hearing.rejected === 'unsure') heard = await this.#settled(heard);
      if (heard === undefined) return rejected;
      if (heard.hearing.rejected !== undefined) {
        await this.say(apology(heard.hearing.rejected, heard.hearing.text), heard);
        return rejected;
      }
      const { text, confidence, alternatives } = heard.hearing;
      const turn = this.#assistant.utter({
        text,
        confidence,
        alternatives,
        language: this.#voices.language,
        continueLast: true,
        ...(woken?.speaker !== undefined && { speaker: woken.speaker }),
        ...sinceSpeech(heard),
      });
      turn.accepted.catch(() => undefined); // the updates end with the same reason
      const open = await this.#answer(turn, heard);
      if (!open || this.woken !== undefined) return rejected;
      heard = await this.#hear({ afterWake: false, patienceSeconds: this.#voices.followUpSeconds });
    }
    return rejected;
  }

  /** Whether nobody called: after a doubtful wake nothing was said that makes sense, or it was said that it was not for us. */
  #rejectedWake({ hearing }: Heard, woken: Woken | undefined): WakeRejection | undefined {
    if (hearing.rejected === undefined) return saysNotForYou(hearing.text) ? 'not_for_you' : undefined;
    const isHeard = hearing.rejected === 'unsure' || hearing.rejected === 'away'; // by a person, or by nobody
    if (!this.#doubtful || woken === undefined || isHeard) return undefined;
    this.#report({ type: 'asleep', word: woken.word, score: rounded(woken.score) });
    return 'not_understood';
  }

  /** What was said, of what sounds alike: it asks. Undefined where that does not tell. */
  async #settled(heard: Heard): Promise<Heard | undefined> {
    const { text, confidence, alternatives } = heard.hearing;
    let after: Heard | undefined = heard;
    for (const reading of [text, ...alternatives]) {
      const ask: Ask = { id: 'heard', text: didYouSay(reading), kind: 'confirm', expiresAt: 0 };
      this.#report({ type: 'ask', id: ask.id, text: ask.text, kind: ask.kind });
      await this.say([ask.text], after);
      const reply: Heard | undefined = this.woken === undefined ? await this.#reply(ask) : undefined;
      if (reply === undefined) {
        if (this.woken === undefined) await this.say(noAnswer);
        return undefined;
      }
      if (parseYesNo(reply.hearing.text) === true)
        return { ...reply, hearing: { text: reading, confidence, alternatives: [] } };
      after = reply;
    }
    await this.say(sayAgain, after);
    return undefined;
  }

  /** Asks what was asked unasked, as of an earlier turn, and hands over the answer. */
  async question(ask: Ask): Promise<void> {
    await this.say([ask.text]);
    const reply = this.woken === undefined ? await this.#reply(ask) : undefined;
    if (reply !== undefined) await this.#tellAnswer(ask, reply);
  }

  /** An answer that does not count is told, and the question goes on until its time is over. */
  async #tellAnswer({ id }: Ask, reply: Heard): Promise<void> {
    try {
      await this.#assistant.answer(id, reply.hearing.text, sinceSpeech(reply));
    } catch (error) {
      this.#report({ type: 'trouble', text: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Speaks, deaf to all but the wake word. */
  async say(
    text: AsyncIterable<string> | readonly string[],
    after?: Heard,
    before?: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { done, woken } = await deafDuring(
      this.#ears,
      async (signal) => {
        await before?.(signal);
        return speak(text, this.#voices.synthesiser, this.#voices.speaker, signal);
      },
      this.#signal,
    );
    this.woken = woken ?? this.woken;
    if (done.startedAtMs !== undefined)
      this.#spokeUntilMs = done.interrupted ? performance.now() : done.startedAtMs + done.seconds * 1_000;
    const waited =
      after === undefined || done.startedAtMs === undefined
        ? undefined
        : after.lagSeconds + (done.startedAtMs - after.cutAtMs) / 1000;
    if (done.text === '' && !done.interrupted) return;
    this.#report({
      type: 'spoken',
      text: done.text,
      seconds: rounded(done.seconds),
      ...(waited !== undefined && { afterSpeechSeconds: rounded(waited) }),
      interrupted: done.interrupted,
    });
  }

  /** Speaks a turn's answer as it comes, and its questions. True where the last word is a question to be answered. */
  async #answer(turn: Turn, heard: Heard): Promise<boolean> {
    let after: Heard | undefined = heard;
    const updates = turn.updates[Symbol.asyncIterator]();
    while (true) {
      const text = new TextStream();
      const gathering = this.#gather(updates, text);
      await Promise.all([gathering, this.#sayOrCancel(turn, text, after)]);
      const stopped: Stop | undefined = await gathering;
      after = undefined;
      if (stopped === undefined) return false;
      this.#assistant.heard(stopped.mailOffset);
      if (stopped.type === 'end') return stopped.status === 'waiting' || /\?\s*$/.test(stopped.text);
      const reply: Heard | undefined = this.woken === undefined ? await this.#reply(stopped.ask) : undefined;
      if (reply === undefined) {
        await turn.cancel();
        if (this.woken === undefined) await this.say(noAnswer);
        continue;
      }
      after = reply;
      await this.#tellAnswer(stopped.ask, reply);
    }
  }

  /** Who speaks into the answer does not want the rest of it. A turn that has ended already stays as it is. */
  async #sayOrCancel(turn: Turn, text: TextStream, after: Heard | undefined): Promise<void> {
    const { cues, speaker } = this.#voices;
    // What a person has just said waits for an answer; what goes on after a pause of its own does not.
    const working = (signal: AbortSignal): Promise<void> =>
      soundWorking(text, turn.accepted, () => speaker.play(cueSpeech('working'), { signal }).catch(() => 0), signal);
    await this.say(forTheEar(text), after, cues && after !== undefined ? working : undefined);
    text.close();
    if (this.woken !== undefined) await turn.cancel();
  }

  /** Feeds the answer's words to the voice until the turn asks or ends. */
  async #gather(updates: AsyncIterator<Update>, text: TextStream): Promise<Stop | undefined> {
    try {
      while (true) {
        const next = await updates.next();
        if (next.done === true) return undefined;
        const update = next.value;
        if (update.type === 'progress') text.piece(update.text, update.offset, update.attempt);
        if (update.type === 'ask') {
          const { id, kind, choices } = update.ask;
          this.#report({ type: 'ask', id, text: update.ask.text, kind, ...(choices !== undefined && { choices }) });
          text.ask(update.ask.text);
          return update;
        }
        if (update.type === 'end') {
          const { thread, turn, status, acted, outcome, code } = update;
          const more = { ...(outcome !== undefined && { outcome }), ...(code !== undefined && { code }) };
          this.#report({ type: 'end', text: update.text, thread, turn, status, acted, ...more });
          text.end(update.text);
          return update;
        }
      }
    } catch (error) {
      this.#report({ type: 'trouble', text: error instanceof Error ? error.message : String(error) });
      text.end('I cannot reach the house right now. Please try again in a moment.');
      return undefined;
    }
  }

  /** What is said to a question: twice at most; undefined where nobody says anything that is understood. */
  async #reply(ask: Ask): Promise<Heard | undefined> {
    const answers = answersTo(ask);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await this.cue('listening');
      const patience = { afterWake: false, patienceSeconds: this.#voices.followUpSeconds };
      const heard = await this.#hear(patience, undefined, answers?.grammar, ask.kind === 'pin');
      if (heard === undefined || heard.hearing.rejected === undefined) return chosen(heard, answers);
      if (attempt === 0) await this.say([`Sorry, I did not catch that. ${ask.text}`]);
      if (this.woken !== undefined) return undefined;
    }
    return undefined;
  }

  async cue(cue: Cue): Promise<void> {
    if (!this.#voices.cues) return;
    await deafDuring(
      this.#ears,
      (signal) => this.#voices.speaker.play(cueSpeech(cue), { signal }).catch(() => 0),
      this.#signal,
    );
  }

  async #hear(
    options: Partial<EndpointOptions>,
    ready: Promise<boolean> = Promise.resolve(true),
    among?: SpeechGrammar,
    isSecret = false,
  ): Promise<Heard | undefined> {
    const { reader, vad } = this.#ears;
    const { recogniser } = this.#voices;
    const look: Look = (soFar, signal) =>
      ready.then((ours) =>
        ours ? recogniser.recognise(soFar, AbortSignal.any([signal, this.#signal]), among) : notOurs,
      );
    const looking = recogniser.tellsEnd === true ? { look, still: !this.#ears.live } : undefined;
    const spoken = await hearUtterance(reader, vad, options, this.#signal, looking);
    const cutAtMs = performance.now();
    if (!(await ready)) return undefined;
    if (spoken === undefined) {
      this.#report({ type: 'nothing', at: rounded(seconds(reader.position)) });
      if (!this.#doubtful) await this.cue('nothing');
      return undefined;
    }
    const lagSeconds = (reader.position - spoken.end) / sampleRate + spoken.lateSeconds;
    const hearing = spoken.hearing ?? (await this.#recognised(spoken.samples, among));
    this.understood ||= hearing.rejected === undefined || hearing.rejected === 'unsure';
    const { confidence, rejected } = hearing;
    // A PIN is neither shown nor told to whoever reads along.
    const { text, alternatives } = isSecret ? { text: REDACTED_PIN, alternatives: [] } : hearing;
    this.#report({
      ...{ type: 'utterance', text, confidence, alternatives },
      ...{ start: rounded(seconds(spoken.start)), end: rounded(seconds(spoken.end)) },
      ...(rejected !== undefined && { rejected }),
    });
    const until = this.#ears.live ? this.#spokeUntilMs : undefined;
    if (until === undefined) return { hearing, lagSeconds, cutAtMs };
    const beganAtMs = cutAtMs - ((reader.position - spoken.start) / sampleRate) * 1_000;
    return { hearing, lagSeconds, cutAtMs, sinceSpeechMs: Math.max(0, Math.round(beganAtMs - until)) };
  }

  async #recognised(samples: Int16Array, among?: SpeechGrammar): Promise<Hearing> {
    const { done } = await deafDuring(
      this.#ears,
      () => this.#voices.recogniser.recognise(samples, this.#signal, among),
      this.#signal,
    );
    return done;
  }
}

/** Another room answers: what is said is not for this one. */
const notOurs: Hearing = { text: '', confidence: 0, alternatives: [] };

function sinceSpeech({ sinceSpeechMs }: Heard): { readonly sinceSpeechMs?: number } {
  return sinceSpeechMs === undefined ? {} : { sinceSpeechMs };
}

/** The choice that was meant, in its own words. */
function chosen(heard: Heard | undefined, answers: Answers | undefined): Heard | undefined {
  if (heard === undefined) return undefined;
  const text = answers?.choices.get(heard.hearing.text) ?? heard.hearing.text;
  return { ...heard, hearing: { ...heard.hearing, text } };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
