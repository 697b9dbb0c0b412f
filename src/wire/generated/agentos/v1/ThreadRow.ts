// Original file: proto/agentos/v1/threads.proto

import type { Origin as _agentos_v1_Origin, Origin__Output as _agentos_v1_Origin__Output } from '../../agentos/v1/Origin.ts';
import type { ThreadStatus as _agentos_v1_ThreadStatus, ThreadStatus__Output as _agentos_v1_ThreadStatus__Output } from '../../agentos/v1/ThreadStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thread in a list.
 */
export interface ThreadRow {
  /**
   * UUIDv7.
   */
  'id'?: (string);
  /**
   * The thread it came from.
   */
  'parent'?: (string);
  /**
   * Where it came from.
   */
  'origin'?: (_agentos_v1_Origin | null);
  /**
   * How it stands.
   */
  'status'?: (_agentos_v1_ThreadStatus);
  /**
   * The turn that runs or ran last.
   */
  'turn'?: (number | string | Long);
  /**
   * Sequence of the last event.
   */
  'seq'?: (number | string | Long);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint'?: (string)[];
  /**
   * First words of its first utterance.
   */
  'title'?: (string);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'createdAt'?: (number | string | Long);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'updatedAt'?: (number | string | Long);
  /**
   * With `parent`: the parent's sequence up to which it took the events along.
   */
  'branchedAt'?: (number | string | Long);
  '_parent'?: "parent";
  '_branchedAt'?: "branchedAt";
}

/**
 * A thread in a list.
 */
export interface ThreadRow__Output {
  /**
   * UUIDv7.
   */
  'id': (string);
  /**
   * The thread it came from.
   */
  'parent'?: (string);
  /**
   * Where it came from.
   */
  'origin': (_agentos_v1_Origin__Output | null);
  /**
   * How it stands.
   */
  'status': (_agentos_v1_ThreadStatus__Output);
  /**
   * The turn that runs or ran last.
   */
  'turn': (number);
  /**
   * Sequence of the last event.
   */
  'seq': (number);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint': (string)[];
  /**
   * First words of its first utterance.
   */
  'title': (string);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'createdAt': (number);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'updatedAt': (number);
  /**
   * With `parent`: the parent's sequence up to which it took the events along.
   */
  'branchedAt'?: (number);
  '_parent'?: "parent";
  '_branchedAt'?: "branchedAt";
}
