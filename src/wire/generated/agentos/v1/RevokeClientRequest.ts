// Original file: proto/agentos/v1/clients.proto


/**
 * Who is to go.
 */
export interface RevokeClientRequest {
  /**
   * Its name.
   */
  'name'?: (string);
}

/**
 * Who is to go.
 */
export interface RevokeClientRequest__Output {
  /**
   * Its name.
   */
  'name': (string);
}
