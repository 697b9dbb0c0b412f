// Original file: proto/agentos/v1/threads.proto

import type { ThreadRow as _agentos_v1_ThreadRow, ThreadRow__Output as _agentos_v1_ThreadRow__Output } from '../../agentos/v1/ThreadRow.ts';
import type { ReplayDifference as _agentos_v1_ReplayDifference, ReplayDifference__Output as _agentos_v1_ReplayDifference__Output } from '../../agentos/v1/ReplayDifference.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thread that was replayed.
 */
export interface ThreadReplayed {
  /**
   * As lists show it.
   */
  'thread'?: (_agentos_v1_ThreadRow | null);
  /**
   * How many turns were run.
   */
  'turns'?: (number | string | Long);
  /**
   * How many events were compared.
   */
  'events'?: (number | string | Long);
  /**
   * The first difference of each turn that has one; none where all events would be as they are stored.
   */
  'differences'?: (_agentos_v1_ReplayDifference)[];
}

/**
 * A thread that was replayed.
 */
export interface ThreadReplayed__Output {
  /**
   * As lists show it.
   */
  'thread': (_agentos_v1_ThreadRow__Output | null);
  /**
   * How many turns were run.
   */
  'turns': (number);
  /**
   * How many events were compared.
   */
  'events': (number);
  /**
   * The first difference of each turn that has one; none where all events would be as they are stored.
   */
  'differences': (_agentos_v1_ReplayDifference__Output)[];
}
