// Original file: proto/agentos/v1/threads.proto


/**
 * Why a call or turn failed.
 */
export interface Fault {
  /**
   * gRPC's name of the code.
   */
  'code'?: (string);
  /**
   * What was wrong, where, and what to do.
   */
  'message'?: (string);
  /**
   * The same call may succeed later.
   */
  'retryable'?: (boolean);
}

/**
 * Why a call or turn failed.
 */
export interface Fault__Output {
  /**
   * gRPC's name of the code.
   */
  'code': (string);
  /**
   * What was wrong, where, and what to do.
   */
  'message': (string);
  /**
   * The same call may succeed later.
   */
  'retryable': (boolean);
}
