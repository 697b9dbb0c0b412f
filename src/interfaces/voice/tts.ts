/** A piece of speech, ready to be played. */
export interface Speech {
  readonly samples: Int16Array;
  /** Samples per second, mono. */
  readonly rate: number;
  /** The sentence that these samples begin, or go on with. */
  readonly text: string;
}

/** Turns text into speech. */
export interface Synthesiser {
  readonly name: string;
  /** Hosts beyond this machine that the text is sent to; none where absent. */
  readonly sentTo?: readonly string[];
  /**
   * Speaks sentence by sentence, in order, while the text still comes: what is heard first does not wait for the rest.
   * Any text is only ever spoken, whatever it holds. Ends early with the signal's reason when it aborts.
   */
  speak(text: AsyncIterable<string> | Iterable<string>, signal?: AbortSignal): AsyncGenerator<Speech>;
  /** Lets go of what it holds, as a loaded model; nothing where absent. */
  close?(): Promise<void>;
}
