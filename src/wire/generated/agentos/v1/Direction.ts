// Original file: proto/agentos/v1/threads.proto

/**
 * The three directions of an event.
 */
export const Direction = {
  /**
   * Never sent.
   */
  DIRECTION_UNSPECIFIED: 'DIRECTION_UNSPECIFIED',
  /**
   * Passes the thread on.
   */
  DIRECTION_FORWARD: 'DIRECTION_FORWARD',
  /**
   * Answers the sender.
   */
  DIRECTION_BACKWARD: 'DIRECTION_BACKWARD',
  /**
   * Completes the turn.
   */
  DIRECTION_END: 'DIRECTION_END',
} as const;

/**
 * The three directions of an event.
 */
export type Direction =
  /**
   * Never sent.
   */
  | 'DIRECTION_UNSPECIFIED'
  | 0
  /**
   * Passes the thread on.
   */
  | 'DIRECTION_FORWARD'
  | 1
  /**
   * Answers the sender.
   */
  | 'DIRECTION_BACKWARD'
  | 2
  /**
   * Completes the turn.
   */
  | 'DIRECTION_END'
  | 3

/**
 * The three directions of an event.
 */
export type Direction__Output = typeof Direction[keyof typeof Direction]
