// Original file: proto/agentos/v1/assistant.proto

import type { ThreadStatus as _agentos_v1_ThreadStatus, ThreadStatus__Output as _agentos_v1_ThreadStatus__Output } from '../../agentos/v1/ThreadStatus.ts';
import type { Outcome as _agentos_v1_Outcome, Outcome__Output as _agentos_v1_Outcome__Output } from '../../agentos/v1/Outcome.ts';

/**
 * What is said or printed.
 */
export interface Reply {
  /**
   * The words.
   */
  'text'?: (string);
  /**
   * How the thread stands.
   */
  'status'?: (_agentos_v1_ThreadStatus);
  /**
   * What came of it, where that is known.
   */
  'outcome'?: (_agentos_v1_Outcome);
  /**
   * Any call beyond reading was made.
   */
  'acted'?: (boolean);
  /**
   * gRPC's name of the code, where the turn failed.
   */
  'code'?: (string);
  '_outcome'?: "outcome";
  '_code'?: "code";
}

/**
 * What is said or printed.
 */
export interface Reply__Output {
  /**
   * The words.
   */
  'text': (string);
  /**
   * How the thread stands.
   */
  'status': (_agentos_v1_ThreadStatus__Output);
  /**
   * What came of it, where that is known.
   */
  'outcome'?: (_agentos_v1_Outcome__Output);
  /**
   * Any call beyond reading was made.
   */
  'acted': (boolean);
  /**
   * gRPC's name of the code, where the turn failed.
   */
  'code'?: (string);
  '_outcome'?: "outcome";
  '_code'?: "code";
}
