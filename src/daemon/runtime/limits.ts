/** What one turn may use. Breaking one ends the turn, or the call where it says so. */
export interface Limits {
  /** FORWARDs of a turn. */
  readonly hops: number;
  /** Frames within frames; too deep fails that call only. */
  readonly depth: number;
  /** Calls of tools in a turn. */
  readonly toolCalls: number;
  /** Wall time of a turn in milliseconds, waiting for people not counted. */
  readonly voiceTurnMs: number;
  readonly turnMs: number;
  /** How long a question to a person stays open, in milliseconds. */
  readonly confirmMs: number;
  readonly voiceQuestionMs: number;
  readonly questionMs: number;
  /** Turns that wait for one thread, and turns that run in all. */
  readonly queuedTurns: number;
  readonly runningTurns: number;
}

export const DEFAULT_LIMITS: Limits = {
  hops: 64,
  depth: 8,
  toolCalls: 16,
  voiceTurnMs: 30_000,
  turnMs: 600_000,
  confirmMs: 30_000,
  voiceQuestionMs: 30_000,
  questionMs: 600_000,
  queuedTurns: 16,
  runningTurns: 10_000,
};
