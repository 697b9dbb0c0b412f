/** A change of one place of the product. */
export interface Edit {
  /** Below `src`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  /** What it becomes: the same code without the guard. */
  readonly to: string;
}

/** One thing that keeps a promise, how it is switched off, and the test that must then fail. */
export interface Guard extends Edit {
  /** What it keeps, in words. */
  readonly guard: string;
  /** Where it is kept in more than one place. */
  readonly more?: readonly Edit[];
  /** Below `test`. */
  readonly test: string;
  /** A part of the test's title as it stands in its file, enough to name it. */
  readonly title: string;
  /** Where the title stands, if not in the test's own file: a suite that several tests call. */
  readonly titleIn?: string;
  /** The test runs what is built. */
  readonly built?: true;
}
