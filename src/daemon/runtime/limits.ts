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
  /** Turns that wait behind another in one thread. */
  readonly queuedTurns: number;
  /** Turns that were opened and have not ended, in all and of one client: most of them wait for people. */
  readonly openTurns: number;
  readonly openTurnsOfOne: number;
  /** Turns at work at once, those that wait for people not counted. */
  readonly runningTurns: number;
  /** Of these: how many one client may have, and how many while others are there too. */
  readonly runningTurnsOfOne: number;
  readonly sharedTurnsOfOne: number;
  readonly automationTurns: number;
  /** Of these, and of the room to wait: how many only voice may have. */
  readonly voicePlaces: number;
  /** Turns that wait for a place at work, in all and of one client; more are refused. */
  readonly waitingTurns: number;
  readonly waitingTurnsOfOne: number;
  /** Runs of tools of one namespace that write its records, one after the other; the calls of more fail as too much at once. */
  readonly queuedRuns: number;
  /** Turns that were open when the daemon stopped are taken up while fewer than so many wait for a place at work. */
  readonly resumedWaiting: number;
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
  openTurns: 10_000,
  openTurnsOfOne: 5_000,
  runningTurns: 48,
  runningTurnsOfOne: 32,
  sharedTurnsOfOne: 2,
  automationTurns: 16,
  voicePlaces: 8,
  waitingTurns: 1_024,
  waitingTurnsOfOne: 256,
  queuedRuns: 1_000,
  resumedWaiting: 64,
};
