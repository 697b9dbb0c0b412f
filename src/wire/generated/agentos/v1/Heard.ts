// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Mail was printed or played.
 */
export interface Heard {
  /**
   * This offset and all before it.
   */
  'offset'?: (number | string | Long);
}

/**
 * Mail was printed or played.
 */
export interface Heard__Output {
  /**
   * This offset and all before it.
   */
  'offset': (number);
}
