// Original file: proto/agentos/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One attached stream.
 */
export interface AttachedClient {
  /**
   * Name of its mailbox.
   */
  'name'?: (string);
  /**
   * `cli`, `voice`, `watch`, `web`.
   */
  'kind'?: (string);
  /**
   * Where the gate sees its utterances come from: `owner`, `voice` or `automation`.
   */
  'channel'?: (string);
  /**
   * Where it stands in the house.
   */
  'area'?: (string);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'since'?: (number | string | Long);
  '_area'?: "area";
}

/**
 * One attached stream.
 */
export interface AttachedClient__Output {
  /**
   * Name of its mailbox.
   */
  'name': (string);
  /**
   * `cli`, `voice`, `watch`, `web`.
   */
  'kind': (string);
  /**
   * Where the gate sees its utterances come from: `owner`, `voice` or `automation`.
   */
  'channel': (string);
  /**
   * Where it stands in the house.
   */
  'area'?: (string);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'since': (number);
  '_area'?: "area";
}
