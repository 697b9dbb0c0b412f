// Original file: proto/grpc/reflection/v1/reflection.proto


/**
 * Files.
 */
export interface FileDescriptorResponse {
  /**
   * Each a serialised FileDescriptorProto.
   */
  'fileDescriptorProto'?: (Buffer | Uint8Array | string)[];
}

/**
 * Files.
 */
export interface FileDescriptorResponse__Output {
  /**
   * Each a serialised FileDescriptorProto.
   */
  'fileDescriptorProto': (Buffer)[];
}
