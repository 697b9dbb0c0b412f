// Original file: proto/agentos/v1/clients.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One who was let in.
 */
export interface PairedClient {
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * Its role.
   */
  'role'?: (string);
  /**
   * Where it stands.
   */
  'area'?: (string);
  /**
   * What it may do.
   */
  'scopes'?: (string)[];
  /**
   * When it was let in, wall-clock milliseconds since the epoch, as all times here.
   */
  'createdAt'?: (number | string | Long);
  /**
   * When its right ends by itself.
   */
  'expiresAt'?: (number | string | Long);
  /**
   * When it was sent away; absent where it was not.
   */
  'revokedAt'?: (number | string | Long);
  /**
   * Streams of it that are open now.
   */
  'streams'?: (number);
  /**
   * When it last called, in this life of the daemon.
   */
  'seenAt'?: (number | string | Long);
  '_area'?: "area";
  '_expiresAt'?: "expiresAt";
  '_revokedAt'?: "revokedAt";
  '_seenAt'?: "seenAt";
}

/**
 * One who was let in.
 */
export interface PairedClient__Output {
  /**
   * Its name.
   */
  'name': (string);
  /**
   * Its role.
   */
  'role': (string);
  /**
   * Where it stands.
   */
  'area'?: (string);
  /**
   * What it may do.
   */
  'scopes': (string)[];
  /**
   * When it was let in, wall-clock milliseconds since the epoch, as all times here.
   */
  'createdAt': (number);
  /**
   * When its right ends by itself.
   */
  'expiresAt'?: (number);
  /**
   * When it was sent away; absent where it was not.
   */
  'revokedAt'?: (number);
  /**
   * Streams of it that are open now.
   */
  'streams': (number);
  /**
   * When it last called, in this life of the daemon.
   */
  'seenAt'?: (number);
  '_area'?: "area";
  '_expiresAt'?: "expiresAt";
  '_revokedAt'?: "revokedAt";
  '_seenAt'?: "seenAt";
}
