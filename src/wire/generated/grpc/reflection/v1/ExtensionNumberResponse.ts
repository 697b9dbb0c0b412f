// Original file: proto/grpc/reflection/v1/reflection.proto


/**
 * Extension numbers.
 */
export interface ExtensionNumberResponse {
  /**
   * The type that is extended.
   */
  'baseTypeName'?: (string);
  /**
   * The numbers.
   */
  'extensionNumber'?: (number)[];
}

/**
 * Extension numbers.
 */
export interface ExtensionNumberResponse__Output {
  /**
   * The type that is extended.
   */
  'baseTypeName': (string);
  /**
   * The numbers.
   */
  'extensionNumber': (number)[];
}
