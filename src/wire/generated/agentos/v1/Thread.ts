// Original file: proto/agentos/v1/threads.proto

import type { Origin as _agentos_v1_Origin, Origin__Output as _agentos_v1_Origin__Output } from '../../agentos/v1/Origin.ts';
import type { ThreadStatus as _agentos_v1_ThreadStatus, ThreadStatus__Output as _agentos_v1_ThreadStatus__Output } from '../../agentos/v1/ThreadStatus.ts';
import type { Message as _agentos_v1_Message, Message__Output as _agentos_v1_Message__Output } from '../../agentos/v1/Message.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thread as folded from its events.
 */
export interface Thread {
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
   * The turn that runs or ran last; 0 before the first.
   */
  'turn'?: (number | string | Long);
  /**
   * Sequence of the last event; 0 before the first.
   */
  'seq'?: (number | string | Long);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint'?: (string)[];
  /**
   * The last of what was said.
   */
  'messages'?: (_agentos_v1_Message)[];
  /**
   * A JSON object.
   */
  'metadataJson'?: (string);
  /**
   * With `parent`: the parent's sequence up to which it took the events along.
   */
  'branchedAt'?: (number | string | Long);
  '_parent'?: "parent";
  '_branchedAt'?: "branchedAt";
}

/**
 * A thread as folded from its events.
 */
export interface Thread__Output {
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
   * The turn that runs or ran last; 0 before the first.
   */
  'turn': (number);
  /**
   * Sequence of the last event; 0 before the first.
   */
  'seq': (number);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint': (string)[];
  /**
   * The last of what was said.
   */
  'messages': (_agentos_v1_Message__Output)[];
  /**
   * A JSON object.
   */
  'metadataJson': (string);
  /**
   * With `parent`: the parent's sequence up to which it took the events along.
   */
  'branchedAt'?: (number);
  '_parent'?: "parent";
  '_branchedAt'?: "branchedAt";
}
