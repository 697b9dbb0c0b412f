// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A request that was not carried out.
 */
export interface Failure {
  /**
   * Of the request; empty where it could not be read.
   */
  'requestId'?: (string);
  /**
   * gRPC's name of the code.
   */
  'code'?: (string);
  /**
   * What was wrong, where, and what to do.
   */
  'message'?: (string);
  /**
   * The same request may succeed later.
   */
  'retryable'?: (boolean);
  /**
   * How long to wait before that, in milliseconds.
   */
  'retryDelayMs'?: (number | string | Long);
  '_retryDelayMs'?: "retryDelayMs";
}

/**
 * A request that was not carried out.
 */
export interface Failure__Output {
  /**
   * Of the request; empty where it could not be read.
   */
  'requestId': (string);
  /**
   * gRPC's name of the code.
   */
  'code': (string);
  /**
   * What was wrong, where, and what to do.
   */
  'message': (string);
  /**
   * The same request may succeed later.
   */
  'retryable': (boolean);
  /**
   * How long to wait before that, in milliseconds.
   */
  'retryDelayMs'?: (number);
  '_retryDelayMs'?: "retryDelayMs";
}
