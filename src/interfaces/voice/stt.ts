/** What may be said, for recognisers that need to know it beforehand. It comes from the daemon and follows the home. */
export interface SpeechGrammar {
  /** BCP 47, as in `en`. */
  readonly language: string;
  /** A grammar in JSGF, lower case, numbers in words, with one public rule. */
  readonly jsgf: string;
  /** Every word of it. */
  readonly words: readonly string[];
  /** Equal for equal grammars. */
  readonly hash: string;
}

/** Something that is said, 16 kHz mono: whole, or in pieces of any length as it comes. */
export type Sound = Int16Array | AsyncIterable<Int16Array>;

/**
 * Why a hearing is not to be acted on:
 * `silence` nobody spoke; `unknown` it is nothing that the grammar holds; `pace` it is too short or too long for the words found;
 * `free_text` it began a sentence with words of one's own ("remember that …"), which this engine cannot take down;
 * `unfinished` the sentence breaks off: `text` is how it begins;
 * `unsure` something else may have been said, its contrary (`on` for `off`) where that is among the alternatives: the person
 * is asked; `away` no engine that is set up could be reached.
 */
export type Rejection = 'silence' | 'unknown' | 'pace' | 'free_text' | 'unfinished' | 'unsure' | 'away';

/** What was heard. With `rejected`, `text` is only a guess and must not be acted on. */
export interface Hearing {
  readonly text: string;
  /** In [0, 1]: how much better the text fits than any other sounds would. */
  readonly confidence: number;
  /** Other readings, best first, without `text`. */
  readonly alternatives: readonly string[];
  readonly rejected?: Rejection;
  /**
   * What may still follow: `none` where it is surely all that there is to say. Absent where the engine cannot tell, or where
   * it is nothing that the grammar holds.
   */
  readonly more?: 'none' | 'possible' | 'needed';
}

/** Turns one utterance, cut from the sound around it, into words. */
export interface Recogniser {
  readonly name: string;
  /** False: it takes down only what the grammar holds, never words of one's own. */
  readonly freeText: boolean;
  /** True: it works while the sound still comes, so it is best given as it comes. Others wait for the end of it. */
  readonly streams: boolean;
  /** Hosts beyond this machine that the sound is sent to; none where absent. */
  readonly sentTo?: readonly string[];
  /** True: it is quick, and its hearings tell with `more` whether a sentence is over; so it is asked at every short pause. */
  readonly tellsEnd?: boolean;
  /** From now on this may be said. Rejects, and keeps the grammar it had, where this one is faulty. */
  follow(grammar: SpeechGrammar, signal?: AbortSignal): Promise<void>;
  /**
   * Rejects with the signal's reason when it aborts, with an EngineError or a ProgramError where it cannot do its work.
   * Several at a time are served side by side. `among` is what may be said this once, as to a question, in place of the
   * grammar that it follows. `onPartial` hears what was made out so far, each time all of it; engines that wait for the
   * end tell nothing.
   */
  recognise(
    sound: Sound,
    signal?: AbortSignal,
    among?: SpeechGrammar,
    onPartial?: (text: string) => void,
  ): Promise<Hearing>;
  close(): Promise<void>;
}
