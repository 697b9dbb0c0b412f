// Original file: proto/agentos/v1/clients.proto


/**
 * It is gone.
 */
export interface RevokeClientResponse {
  /**
   * Streams of it that were ended.
   */
  'streams'?: (number);
}

/**
 * It is gone.
 */
export interface RevokeClientResponse__Output {
  /**
   * Streams of it that were ended.
   */
  'streams': (number);
}
