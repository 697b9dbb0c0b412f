// Original file: proto/agentos/v1/threads.proto

import type { Direction as _agentos_v1_Direction, Direction__Output as _agentos_v1_Direction__Output } from '../../agentos/v1/Direction.ts';
import type { Fault as _agentos_v1_Fault, Fault__Output as _agentos_v1_Fault__Output } from '../../agentos/v1/Fault.ts';
import type { UndoCall as _agentos_v1_UndoCall, UndoCall__Output as _agentos_v1_UndoCall__Output } from '../../agentos/v1/UndoCall.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One event of a thread.
 */
export interface ThreadEvent {
  /**
   * UUIDv7.
   */
  'id'?: (string);
  /**
   * The thread.
   */
  'thread'?: (string);
  /**
   * The turn, from 1.
   */
  'turn'?: (number | string | Long);
  /**
   * Gapless per thread, from 1.
   */
  'seq'?: (number | string | Long);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'at'?: (number | string | Long);
  /**
   * Which way it goes.
   */
  'direction'?: (_agentos_v1_Direction);
  /**
   * What it is about: `need.weather`.
   */
  'subject'?: (string);
  /**
   * The frame's place in the turn's tree of calls: `3.0`.
   */
  'key'?: (string);
  /**
   * Who sent it: a subject, or `client:<name>`.
   */
  'from'?: (string);
  /**
   * Whom it goes to.
   */
  'to'?: (string)[];
  /**
   * Id of the event that led to it.
   */
  'cause'?: (string);
  /**
   * BACKWARD: the provider that answered.
   */
  'provider'?: (string);
  /**
   * FORWARD: `one`, `first` or `all`.
   */
  'wanted'?: (string);
  /**
   * FORWARD: `read`, `local`, `idempotent`, `keyed` or `once`.
   */
  'effect'?: (string);
  /**
   * FORWARD: version of the service that handles it.
   */
  'version'?: (string);
  /**
   * FORWARD: the sending frame is gone; the answer goes to whoever asked it.
   */
  'handoff'?: (boolean);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint'?: (string)[];
  /**
   * What it carries, as JSON; absent where it carries an error.
   */
  'dataJson'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentos_v1_Fault | null);
  /**
   * BACKWARD: the call that takes back what this one did.
   */
  'undo'?: (_agentos_v1_UndoCall | null);
  /**
   * END: the turn was ended from outside, wherever its calls were.
   */
  'stopped'?: (boolean);
  /**
   * The first FORWARD of a turn that a branch took along: the thread that it was said in.
   */
  'copiedFrom'?: (string);
  '_cause'?: "cause";
  '_provider'?: "provider";
  '_wanted'?: "wanted";
  '_effect'?: "effect";
  '_version'?: "version";
  '_dataJson'?: "dataJson";
  '_copiedFrom'?: "copiedFrom";
}

/**
 * One event of a thread.
 */
export interface ThreadEvent__Output {
  /**
   * UUIDv7.
   */
  'id': (string);
  /**
   * The thread.
   */
  'thread': (string);
  /**
   * The turn, from 1.
   */
  'turn': (number);
  /**
   * Gapless per thread, from 1.
   */
  'seq': (number);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'at': (number);
  /**
   * Which way it goes.
   */
  'direction': (_agentos_v1_Direction__Output);
  /**
   * What it is about: `need.weather`.
   */
  'subject': (string);
  /**
   * The frame's place in the turn's tree of calls: `3.0`.
   */
  'key': (string);
  /**
   * Who sent it: a subject, or `client:<name>`.
   */
  'from': (string);
  /**
   * Whom it goes to.
   */
  'to': (string)[];
  /**
   * Id of the event that led to it.
   */
  'cause'?: (string);
  /**
   * BACKWARD: the provider that answered.
   */
  'provider'?: (string);
  /**
   * FORWARD: `one`, `first` or `all`.
   */
  'wanted'?: (string);
  /**
   * FORWARD: `read`, `local`, `idempotent`, `keyed` or `once`.
   */
  'effect'?: (string);
  /**
   * FORWARD: version of the service that handles it.
   */
  'version'?: (string);
  /**
   * FORWARD: the sending frame is gone; the answer goes to whoever asked it.
   */
  'handoff': (boolean);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint': (string)[];
  /**
   * What it carries, as JSON; absent where it carries an error.
   */
  'dataJson'?: (string);
  /**
   * Why it failed.
   */
  'error': (_agentos_v1_Fault__Output | null);
  /**
   * BACKWARD: the call that takes back what this one did.
   */
  'undo': (_agentos_v1_UndoCall__Output | null);
  /**
   * END: the turn was ended from outside, wherever its calls were.
   */
  'stopped': (boolean);
  /**
   * The first FORWARD of a turn that a branch took along: the thread that it was said in.
   */
  'copiedFrom'?: (string);
  '_cause'?: "cause";
  '_provider'?: "provider";
  '_wanted'?: "wanted";
  '_effect'?: "effect";
  '_version'?: "version";
  '_dataJson'?: "dataJson";
  '_copiedFrom'?: "copiedFrom";
}
