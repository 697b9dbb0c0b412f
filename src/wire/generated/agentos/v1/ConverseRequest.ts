// Original file: proto/agentos/v1/assistant.proto

import type { Hello as _agentos_v1_Hello, Hello__Output as _agentos_v1_Hello__Output } from '../../agentos/v1/Hello.ts';
import type { Utterance as _agentos_v1_Utterance, Utterance__Output as _agentos_v1_Utterance__Output } from '../../agentos/v1/Utterance.ts';
import type { Answer as _agentos_v1_Answer, Answer__Output as _agentos_v1_Answer__Output } from '../../agentos/v1/Answer.ts';
import type { Cancel as _agentos_v1_Cancel, Cancel__Output as _agentos_v1_Cancel__Output } from '../../agentos/v1/Cancel.ts';
import type { Heard as _agentos_v1_Heard, Heard__Output as _agentos_v1_Heard__Output } from '../../agentos/v1/Heard.ts';
import type { WakeClaim as _agentos_v1_WakeClaim, WakeClaim__Output as _agentos_v1_WakeClaim__Output } from '../../agentos/v1/WakeClaim.ts';
import type { Ping as _agentos_v1_Ping, Ping__Output as _agentos_v1_Ping__Output } from '../../agentos/v1/Ping.ts';

/**
 * What an interface says.
 */
export interface ConverseRequest {
  /**
   * Who is there. First, and once.
   */
  'hello'?: (_agentos_v1_Hello | null);
  /**
   * Something said or typed. Answered by `accepted` or `failure` with the same request_id.
   */
  'utterance'?: (_agentos_v1_Utterance | null);
  /**
   * The answer to an ask. Answered by `accepted` or `failure` with the same request_id.
   */
  'answer'?: (_agentos_v1_Answer | null);
  /**
   * Ends a turn. Answered by `done` or `failure` with the same request_id.
   */
  'cancel'?: (_agentos_v1_Cancel | null);
  /**
   * Mail was printed or played. Not answered.
   */
  'heard'?: (_agentos_v1_Heard | null);
  /**
   * The wake word was heard. Answered by `wake_verdict` or `failure` with the same request_id.
   */
  'wakeClaim'?: (_agentos_v1_WakeClaim | null);
  /**
   * Is somebody there? Answered by `done` with the same request_id.
   */
  'ping'?: (_agentos_v1_Ping | null);
  /**
   * Exactly one is set.
   */
  'message'?: "hello"|"utterance"|"answer"|"cancel"|"heard"|"wakeClaim"|"ping";
}

/**
 * What an interface says.
 */
export interface ConverseRequest__Output {
  /**
   * Who is there. First, and once.
   */
  'hello'?: (_agentos_v1_Hello__Output | null);
  /**
   * Something said or typed. Answered by `accepted` or `failure` with the same request_id.
   */
  'utterance'?: (_agentos_v1_Utterance__Output | null);
  /**
   * The answer to an ask. Answered by `accepted` or `failure` with the same request_id.
   */
  'answer'?: (_agentos_v1_Answer__Output | null);
  /**
   * Ends a turn. Answered by `done` or `failure` with the same request_id.
   */
  'cancel'?: (_agentos_v1_Cancel__Output | null);
  /**
   * Mail was printed or played. Not answered.
   */
  'heard'?: (_agentos_v1_Heard__Output | null);
  /**
   * The wake word was heard. Answered by `wake_verdict` or `failure` with the same request_id.
   */
  'wakeClaim'?: (_agentos_v1_WakeClaim__Output | null);
  /**
   * Is somebody there? Answered by `done` with the same request_id.
   */
  'ping'?: (_agentos_v1_Ping__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "hello"|"utterance"|"answer"|"cancel"|"heard"|"wakeClaim"|"ping";
}
