// Original file: proto/grpc/reflection/v1/reflection.proto


/**
 * An extension.
 */
export interface ExtensionRequest {
  /**
   * The type that is extended.
   */
  'containingType'?: (string);
  /**
   * Its number.
   */
  'extensionNumber'?: (number);
}

/**
 * An extension.
 */
export interface ExtensionRequest__Output {
  /**
   * The type that is extended.
   */
  'containingType': (string);
  /**
   * Its number.
   */
  'extensionNumber': (number);
}
