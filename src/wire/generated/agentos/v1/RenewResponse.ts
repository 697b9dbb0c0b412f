// Original file: proto/agentos/v1/clients.proto


/**
 * The new token.
 */
export interface RenewResponse {
  /**
   * As in EnrollResponse.
   */
  'token'?: (string);
}

/**
 * The new token.
 */
export interface RenewResponse__Output {
  /**
   * As in EnrollResponse.
   */
  'token': (string);
}
