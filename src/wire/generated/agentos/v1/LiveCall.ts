// Original file: proto/agentos/v1/threads.proto

import type { Fault as _agentos_v1_Fault, Fault__Output as _agentos_v1_Fault__Output } from '../../agentos/v1/Fault.ts';

/**
 * A call as it was made once.
 */
export interface LiveCall {
  /**
   * Whom it calls.
   */
  'subject'?: (string);
  /**
   * With what, as JSON.
   */
  'inputJson'?: (string);
  /**
   * What it was answered, as JSON.
   */
  'answerJson'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentos_v1_Fault | null);
  /**
   * Now: `ran` and `read` were done; `recorded` was answered as then; `stubbed` and `refused` were not done.
   */
  'source'?: (string);
  '_answerJson'?: "answerJson";
}

/**
 * A call as it was made once.
 */
export interface LiveCall__Output {
  /**
   * Whom it calls.
   */
  'subject': (string);
  /**
   * With what, as JSON.
   */
  'inputJson': (string);
  /**
   * What it was answered, as JSON.
   */
  'answerJson'?: (string);
  /**
   * Why it failed.
   */
  'error': (_agentos_v1_Fault__Output | null);
  /**
   * Now: `ran` and `read` were done; `recorded` was answered as then; `stubbed` and `refused` were not done.
   */
  'source': (string);
  '_answerJson'?: "answerJson";
}
