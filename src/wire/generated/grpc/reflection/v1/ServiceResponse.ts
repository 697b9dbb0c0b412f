// Original file: proto/grpc/reflection/v1/reflection.proto


/**
 * A service.
 */
export interface ServiceResponse {
  /**
   * Its full name.
   */
  'name'?: (string);
}

/**
 * A service.
 */
export interface ServiceResponse__Output {
  /**
   * Its full name.
   */
  'name': (string);
}
