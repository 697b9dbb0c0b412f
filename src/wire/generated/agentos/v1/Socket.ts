// Original file: proto/agentos/v1/admin.proto


/**
 * A socket of the daemon.
 */
export interface Socket {
  /**
   * Its path.
   */
  'path'?: (string);
  /**
   * `owner`, `voice` or `watch`.
   */
  'role'?: (string);
}

/**
 * A socket of the daemon.
 */
export interface Socket__Output {
  /**
   * Its path.
   */
  'path': (string);
  /**
   * `owner`, `voice` or `watch`.
   */
  'role': (string);
}
