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

/**
 * Why a hearing is not to be acted on:
 * `silence` nobody spoke; `unknown` it is nothing that the grammar holds; `pace` it is too short or too long for the words found;
 * `free_text` it began a sentence with words of one's own ("remember that …"), which this engine cannot take down;
 * `unsure` something else may have been said, its contrary (`on` for `off`) where that is among the alternatives: the person
 * is asked.
 */
export type Rejection = 'silence' | 'unknown' | 'pace' | 'free_text' | 'unsure';

/** What was heard. With `rejected`, `text` is only a guess and must not be acted on. */
export interface Hearing {
  readonly text: string;
  /** In [0, 1]: how much better the text fits than any other sounds would. */
  readonly confidence: number;
  /** Other readings, best first, without `text`. */
  readonly alternatives: readonly string[];
  readonly rejected?: Rejection;
}

/** Turns one utterance, cut from the sound around it, into words. */
export interface Recogniser {
  readonly name: string;
  /** False: it takes down only what the grammar holds, never words of one's own. */
  readonly freeText: boolean;
  /** From now on this may be said. Rejects, and keeps the grammar it had, where this one is faulty. */
  follow(grammar: SpeechGrammar, signal?: AbortSignal): Promise<void>;
  /**
   * 16 kHz mono. Rejects with the signal's reason when it aborts. Several at a time are served side by side.
   * `among` is what may be said this once, as to a question, in place of the grammar that it follows.
   */
  recognise(utterance: Int16Array, signal?: AbortSignal, among?: SpeechGrammar): Promise<Hearing>;
  close(): Promise<void>;
}
