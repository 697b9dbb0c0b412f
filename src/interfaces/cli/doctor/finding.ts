/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  /** `broken`: something that is needed is wrong or missing. `advice`: all works, and something could be better. */
  readonly state: 'ok' | 'broken' | 'advice';
  /** What was found, and where. */
  readonly found: string;
  /** What to do about it, as a line to type where it is one. */
  readonly fix?: string;
}
