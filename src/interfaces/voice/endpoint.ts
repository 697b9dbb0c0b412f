/**
 * Cuts what was said out of the sound after a wake word or a question: where speech begins, and when it is over.
 *
 *   waiting --voice--> burst --enough voice--> speaking --silence--> over
 *      ^                 |                        |
 *      +---- too short --+                        +--too long--> over
 *
 * A burst that is too short or too faint is a click, breath, or the end of the wake word, which sounds on when the wake
 * engine has already fired: it is forgotten, and no silence after it ends the turn.
 */

export interface EndpointOptions {
  /** Speech that is under way when listening begins is the wake word's end, unless it goes on for `tailSeconds`. */
  afterWake: boolean;
  /** Voice without a pause, from the start, that cannot be the end of the wake word any more. */
  tailSeconds: number;
  /** Voice in a burst that makes it speech. */
  leastSeconds: number;
  /** What is kept from before the first voice: soft consonants that no detector hears. */
  prerollSeconds: number;
  /** Silence that ends an utterance, where nothing is known of what was said. */
  silenceSeconds: number;
  /** The longest utterance; what comes after it is not heard. */
  longestSeconds: number;
  /** How long nobody may speak before it is over. */
  patienceSeconds: number;
  /** The voice detector's score from which on a frame is voice; a frame of speech may fall 0.15 below. */
  voiceFrom: number;
  /** A score that a burst must reach once to be speech: breath and echo after a word stay below it for long. */
  sureFrom: number;
}

export const endpointDefaults: EndpointOptions = {
  afterWake: true,
  tailSeconds: 0.4,
  leastSeconds: 0.13,
  prerollSeconds: 0.4,
  silenceSeconds: 0.7,
  longestSeconds: 15,
  patienceSeconds: 5,
  voiceFrom: 0.4,
  sureFrom: 0.7,
};

/** Where an utterance lies, in frames since the endpoint began; `last` is the first frame that is not in it. */
export interface Cut {
  ended: 'silence' | 'length' | 'patience';
  first: number;
  last: number;
  /** The last frame with voice; 0 when nobody spoke. */
  voiced: number;
}

/** A pause within the end of the wake word or before the command, in seconds: shorter ones are stops within a word. */
const pauseSeconds = 0.09;

export class Endpoint {
  readonly #options: EndpointOptions;
  readonly #frameSeconds: number;
  readonly #history: number;
  #frame = 0;
  #tail: boolean;
  /** First frame that may belong to the utterance: nothing of the wake word's end. */
  #floor = 0;
  #first: number | undefined;
  #voiced = 0;
  #best = 0;
  #lastVoiced = 0;
  #speaking = false;

  /** `history` frames, heard before the wake engine fired, are fed first: they tell the end of its word from a command. */
  constructor(frameSeconds: number, options: Partial<EndpointOptions> = {}, history = 0) {
    this.#options = { ...endpointDefaults, ...options };
    this.#frameSeconds = frameSeconds;
    this.#history = history;
    this.#tail = this.#options.afterWake;
  }

  /** True once somebody surely speaks. */
  get speaking(): boolean {
    return this.#speaking;
  }

  /** What was said until now, where somebody surely speaks. */
  get soFar(): Cut | undefined {
    return this.#speaking ? this.#cut('silence', this.#frame) : undefined;
  }

  /** Takes the next frame's score; the cut when the utterance is over, which takes `silenceSeconds` without voice. */
  accept(score: number, silenceSeconds = this.#options.silenceSeconds): Cut | undefined {
    const now = this.#frame;
    this.#frame += 1;
    const voice = score >= this.#options.voiceFrom - (this.#first === undefined ? 0 : 0.15);
    if (voice) this.#onVoice(now, score);
    else this.#onSilence(now);
    return this.#over(now, silenceSeconds);
  }

  /** The sound has ended: what was said until now. */
  finish(): Cut {
    return this.#cut(this.#speaking ? 'silence' : 'patience', this.#frame);
  }

  #onVoice(now: number, score: number): void {
    this.#first ??= now;
    this.#voiced += 1;
    this.#lastVoiced = now;
    this.#best = Math.max(this.#best, score);
    if (this.#tail) {
      const since = now + 1 - Math.max(this.#history, this.#first);
      if (!this.#lasts(since, this.#options.tailSeconds)) return;
      // No pause after the wake word: the command begins about where the engine fired.
      this.#tail = false;
      this.#first = Math.max(this.#history, this.#first);
    }
    const { leastSeconds, sureFrom } = this.#options;
    if (this.#best >= sureFrom && this.#lasts(this.#voiced, leastSeconds)) this.#speaking = true;
  }

  #onSilence(now: number): void {
    if (this.#first === undefined && this.#lasts(now + 1 - this.#history, pauseSeconds)) this.#tail = false;
    if (this.#first === undefined || this.#speaking) return;
    if (!this.#lasts(now - this.#lastVoiced, this.#tail ? pauseSeconds : 0.25)) return;
    if (this.#tail) this.#floor = this.#lastVoiced + 1;
    this.#tail = false;
    this.#first = undefined;
    this.#voiced = 0;
    this.#best = 0;
  }

  #over(now: number, silenceSeconds: number): Cut | undefined {
    const { longestSeconds, patienceSeconds, sureFrom } = this.#options;
    if (this.#speaking) {
      if (this.#lasts(now - this.#lastVoiced, silenceSeconds)) return this.#cut('silence', now + 1);
      if (this.#lasts(now + 1 - (this.#first ?? 0), longestSeconds)) return this.#cut('length', now + 1);
      return undefined;
    }
    const waited = now + 1 - this.#history;
    const quiet = this.#first === undefined || this.#best < sureFrom;
    return quiet && this.#lasts(waited, patienceSeconds) ? this.#cut('patience', now + 1) : undefined;
  }

  #cut(ended: Cut['ended'], last: number): Cut {
    if (!this.#speaking) return { ended, first: last, last, voiced: 0 };
    const preroll = Math.round(this.#options.prerollSeconds / this.#frameSeconds);
    const first = Math.max(this.#floor, (this.#first ?? 0) - preroll);
    return { ended, first, last, voiced: this.#lastVoiced };
  }

  #lasts(frames: number, seconds: number): boolean {
    return frames * this.#frameSeconds >= seconds - 1e-9;
  }
}
