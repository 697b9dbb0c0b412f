// Original file: proto/agentos/v1/assistant.proto

/**
 * How a thread stands.
 */
export const ThreadStatus = {
  /**
   * Never sent.
   */
  THREAD_STATUS_UNSPECIFIED: 'THREAD_STATUS_UNSPECIFIED',
  /**
   * A turn runs.
   */
  THREAD_STATUS_ACTIVE: 'THREAD_STATUS_ACTIVE',
  /**
   * A turn waits for a person.
   */
  THREAD_STATUS_WAITING: 'THREAD_STATUS_WAITING',
  /**
   * The last turn ended well.
   */
  THREAD_STATUS_COMPLETE: 'THREAD_STATUS_COMPLETE',
  /**
   * The last turn ended with an error.
   */
  THREAD_STATUS_FAILED: 'THREAD_STATUS_FAILED',
} as const;

/**
 * How a thread stands.
 */
export type ThreadStatus =
  /**
   * Never sent.
   */
  | 'THREAD_STATUS_UNSPECIFIED'
  | 0
  /**
   * A turn runs.
   */
  | 'THREAD_STATUS_ACTIVE'
  | 1
  /**
   * A turn waits for a person.
   */
  | 'THREAD_STATUS_WAITING'
  | 2
  /**
   * The last turn ended well.
   */
  | 'THREAD_STATUS_COMPLETE'
  | 3
  /**
   * The last turn ended with an error.
   */
  | 'THREAD_STATUS_FAILED'
  | 4

/**
 * How a thread stands.
 */
export type ThreadStatus__Output = typeof ThreadStatus[keyof typeof ThreadStatus]
