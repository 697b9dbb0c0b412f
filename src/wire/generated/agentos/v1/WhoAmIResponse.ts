// Original file: proto/agentos/v1/clients.proto

import type { PairedClient as _agentos_v1_PairedClient, PairedClient__Output as _agentos_v1_PairedClient__Output } from '../../agentos/v1/PairedClient.ts';

/**
 * Who the caller is.
 */
export interface WhoAmIResponse {
  /**
   * Absent at a socket: there the socket says it.
   */
  'client'?: (_agentos_v1_PairedClient | null);
  '_client'?: "client";
}

/**
 * Who the caller is.
 */
export interface WhoAmIResponse__Output {
  /**
   * Absent at a socket: there the socket says it.
   */
  'client'?: (_agentos_v1_PairedClient__Output | null);
  '_client'?: "client";
}
