// Original file: proto/agentos/v1/clients.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What to type at the other machine.
 */
export interface PairCode {
  /**
   * 8 letters and digits. It opens once, and is never sent by whoever types it.
   */
  'code'?: (string);
  /**
   * Wall-clock milliseconds since the epoch after which it does not.
   */
  'expiresAt'?: (number | string | Long);
  /**
   * SHA-256 of the certificate that stands behind the connection, in hex; empty where there is none.
   */
  'fingerprint'?: (string);
  /**
   * Where the daemon listens, as in `192.168.1.10:7443`.
   */
  'addresses'?: (string)[];
}

/**
 * What to type at the other machine.
 */
export interface PairCode__Output {
  /**
   * 8 letters and digits. It opens once, and is never sent by whoever types it.
   */
  'code': (string);
  /**
   * Wall-clock milliseconds since the epoch after which it does not.
   */
  'expiresAt': (number);
  /**
   * SHA-256 of the certificate that stands behind the connection, in hex; empty where there is none.
   */
  'fingerprint': (string);
  /**
   * Where the daemon listens, as in `192.168.1.10:7443`.
   */
  'addresses': (string)[];
}
