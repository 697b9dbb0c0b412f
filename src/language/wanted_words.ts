/** How much nearer a wanted word comes when it is said first, and how much any other word takes away. */
const WANTED_WORD = 1;
const OTHER_WORD = -0.45;
const MAX_WANTED = 30;

/** Words that are wanted in what is said, a bit each, and which of them have been said up to now. */
export class WantedWords {
  /** Folded word → its bit. */
  readonly bits: ReadonlyMap<string, number>;
  /** Bits of the words that have been said. */
  said = 0;

  /** Of more than 30 words the first count. */
  constructor(words: Iterable<string>) {
    this.bits = new Map([...words].slice(0, MAX_WANTED).map((word, index) => [word, 1 << index]));
  }

  /** How much nearer some words come. They have been said then. */
  say(words: readonly string[]): number {
    let near = 0;
    for (const word of words) {
      const bit = this.bits.get(word) ?? 0;
      near += (this.said & bit) === bit ? OTHER_WORD : WANTED_WORD;
      this.said |= bit;
    }
    return near;
  }

  /** How near so many words come of which some are wanted. */
  nearness(words: number, wanted: number): number {
    return wanted * WANTED_WORD + (words - wanted) * OTHER_WORD;
  }
}
