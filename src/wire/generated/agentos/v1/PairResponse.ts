// Original file: proto/agentos/v1/clients.proto

import type { PairCode as _agentos_v1_PairCode, PairCode__Output as _agentos_v1_PairCode__Output } from '../../agentos/v1/PairCode.ts';
import type { PairedClient as _agentos_v1_PairedClient, PairedClient__Output as _agentos_v1_PairedClient__Output } from '../../agentos/v1/PairedClient.ts';

/**
 * How the pairing goes on.
 */
export interface PairResponse {
  /**
   * What to type at the other machine. First.
   */
  'code'?: (_agentos_v1_PairCode | null);
  /**
   * Who came in with it. Last.
   */
  'paired'?: (_agentos_v1_PairedClient | null);
  /**
   * Exactly one is set.
   */
  'message'?: "code"|"paired";
}

/**
 * How the pairing goes on.
 */
export interface PairResponse__Output {
  /**
   * What to type at the other machine. First.
   */
  'code'?: (_agentos_v1_PairCode__Output | null);
  /**
   * Who came in with it. Last.
   */
  'paired'?: (_agentos_v1_PairedClient__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "code"|"paired";
}
