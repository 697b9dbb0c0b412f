// Original file: proto/agentos/v1/clients.proto

import type { PairedClient as _agentos_v1_PairedClient, PairedClient__Output as _agentos_v1_PairedClient__Output } from '../../agentos/v1/PairedClient.ts';

/**
 * Everybody who was let in.
 */
export interface ListClientsResponse {
  /**
   * By name.
   */
  'clients'?: (_agentos_v1_PairedClient)[];
}

/**
 * Everybody who was let in.
 */
export interface ListClientsResponse__Output {
  /**
   * By name.
   */
  'clients': (_agentos_v1_PairedClient__Output)[];
}
