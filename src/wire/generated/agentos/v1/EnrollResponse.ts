// Original file: proto/agentos/v1/clients.proto

import type { PairedClient as _agentos_v1_PairedClient, PairedClient__Output as _agentos_v1_PairedClient__Output } from '../../agentos/v1/PairedClient.ts';

/**
 * The caller is let in.
 */
export interface EnrollResponse {
  /**
   * Its secret from now on: 32 random bytes in base64url.
   */
  'token'?: (string);
  /**
   * Shows that the daemon knows the code too, and has said all of this.
   */
  'proof'?: (Buffer | Uint8Array | string);
  /**
   * Who it is here.
   */
  'client'?: (_agentos_v1_PairedClient | null);
}

/**
 * The caller is let in.
 */
export interface EnrollResponse__Output {
  /**
   * Its secret from now on: 32 random bytes in base64url.
   */
  'token': (string);
  /**
   * Shows that the daemon knows the code too, and has said all of this.
   */
  'proof': (Buffer);
  /**
   * Who it is here.
   */
  'client': (_agentos_v1_PairedClient__Output | null);
}
