// Original file: proto/grpc/reflection/v1/reflection.proto

import type { ExtensionRequest as _grpc_reflection_v1_ExtensionRequest, ExtensionRequest__Output as _grpc_reflection_v1_ExtensionRequest__Output } from '../../../grpc/reflection/v1/ExtensionRequest.ts';

/**
 * A question about the proto files.
 */
export interface ServerReflectionRequest {
  /**
   * Not used.
   */
  'host'?: (string);
  /**
   * The file of this name.
   */
  'fileByFilename'?: (string);
  /**
   * The file that declares this fully qualified symbol.
   */
  'fileContainingSymbol'?: (string);
  /**
   * The file that declares this extension.
   */
  'fileContainingExtension'?: (_grpc_reflection_v1_ExtensionRequest | null);
  /**
   * All extension numbers of this type.
   */
  'allExtensionNumbersOfType'?: (string);
  /**
   * The names of all services.
   */
  'listServices'?: (string);
  /**
   * Exactly one is set.
   */
  'messageRequest'?: "fileByFilename"|"fileContainingSymbol"|"fileContainingExtension"|"allExtensionNumbersOfType"|"listServices";
}

/**
 * A question about the proto files.
 */
export interface ServerReflectionRequest__Output {
  /**
   * Not used.
   */
  'host': (string);
  /**
   * The file of this name.
   */
  'fileByFilename'?: (string);
  /**
   * The file that declares this fully qualified symbol.
   */
  'fileContainingSymbol'?: (string);
  /**
   * The file that declares this extension.
   */
  'fileContainingExtension'?: (_grpc_reflection_v1_ExtensionRequest__Output | null);
  /**
   * All extension numbers of this type.
   */
  'allExtensionNumbersOfType'?: (string);
  /**
   * The names of all services.
   */
  'listServices'?: (string);
  /**
   * Exactly one is set.
   */
  'messageRequest'?: "fileByFilename"|"fileContainingSymbol"|"fileContainingExtension"|"allExtensionNumbersOfType"|"listServices";
}
