// Original file: proto/grpc/reflection/v1/reflection.proto


/**
 * Why there is no answer.
 */
export interface ErrorResponse {
  /**
   * gRPC's number of the code.
   */
  'errorCode'?: (number);
  /**
   * What was wrong.
   */
  'errorMessage'?: (string);
}

/**
 * Why there is no answer.
 */
export interface ErrorResponse__Output {
  /**
   * gRPC's number of the code.
   */
  'errorCode': (number);
  /**
   * What was wrong.
   */
  'errorMessage': (string);
}
