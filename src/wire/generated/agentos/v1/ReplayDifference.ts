// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A place where a replay does not do what was done then.
 */
export interface ReplayDifference {
  /**
   * The turn.
   */
  'turn'?: (number | string | Long);
  /**
   * The frame's or call's place in the turn's tree of calls.
   */
  'key'?: (string);
  /**
   * Of the stored event; where nothing was stored, of the last one before.
   */
  'seq'?: (number | string | Long);
  /**
   * What was done then and what is done now, in words.
   */
  'what'?: (string);
  /**
   * The stored event as JSON; absent where nothing was stored, or where it is too long.
   */
  'beforeJson'?: (string);
  /**
   * What would be written now, as JSON; absent where nothing would be, or where it is too long.
   */
  'nowJson'?: (string);
  '_beforeJson'?: "beforeJson";
  '_nowJson'?: "nowJson";
}

/**
 * A place where a replay does not do what was done then.
 */
export interface ReplayDifference__Output {
  /**
   * The turn.
   */
  'turn': (number);
  /**
   * The frame's or call's place in the turn's tree of calls.
   */
  'key': (string);
  /**
   * Of the stored event; where nothing was stored, of the last one before.
   */
  'seq': (number);
  /**
   * What was done then and what is done now, in words.
   */
  'what': (string);
  /**
   * The stored event as JSON; absent where nothing was stored, or where it is too long.
   */
  'beforeJson'?: (string);
  /**
   * What would be written now, as JSON; absent where nothing would be, or where it is too long.
   */
  'nowJson'?: (string);
  '_beforeJson'?: "beforeJson";
  '_nowJson'?: "nowJson";
}
