// Original file: proto/agentos/v1/threads.proto

import type { ThreadReplayed as _agentos_v1_ThreadReplayed, ThreadReplayed__Output as _agentos_v1_ThreadReplayed__Output } from '../../agentos/v1/ThreadReplayed.ts';
import type { ReplayProgress as _agentos_v1_ReplayProgress, ReplayProgress__Output as _agentos_v1_ReplayProgress__Output } from '../../agentos/v1/ReplayProgress.ts';
import type { LiveTurn as _agentos_v1_LiveTurn, LiveTurn__Output as _agentos_v1_LiveTurn__Output } from '../../agentos/v1/LiveTurn.ts';

/**
 * How a replay goes on.
 */
export interface ReplayThreadsResponse {
  /**
   * A thread was replayed: of all, each that differs; of one, that one.
   */
  'replayed'?: (_agentos_v1_ThreadReplayed | null);
  /**
   * How far it has come; the last of these is the sum.
   */
  'progress'?: (_agentos_v1_ReplayProgress | null);
  /**
   * A turn beside the same turn on today's services.
   */
  'live'?: (_agentos_v1_LiveTurn | null);
  /**
   * What has come of it.
   */
  'news'?: "replayed"|"progress"|"live";
}

/**
 * How a replay goes on.
 */
export interface ReplayThreadsResponse__Output {
  /**
   * A thread was replayed: of all, each that differs; of one, that one.
   */
  'replayed'?: (_agentos_v1_ThreadReplayed__Output | null);
  /**
   * How far it has come; the last of these is the sum.
   */
  'progress'?: (_agentos_v1_ReplayProgress__Output | null);
  /**
   * A turn beside the same turn on today's services.
   */
  'live'?: (_agentos_v1_LiveTurn__Output | null);
  /**
   * What has come of it.
   */
  'news'?: "replayed"|"progress"|"live";
}
