// Original file: proto/agentos/v1/assistant.proto

import type { Welcome as _agentos_v1_Welcome, Welcome__Output as _agentos_v1_Welcome__Output } from '../../agentos/v1/Welcome.ts';
import type { Accepted as _agentos_v1_Accepted, Accepted__Output as _agentos_v1_Accepted__Output } from '../../agentos/v1/Accepted.ts';
import type { Progress as _agentos_v1_Progress, Progress__Output as _agentos_v1_Progress__Output } from '../../agentos/v1/Progress.ts';
import type { Mail as _agentos_v1_Mail, Mail__Output as _agentos_v1_Mail__Output } from '../../agentos/v1/Mail.ts';
import type { WakeVerdict as _agentos_v1_WakeVerdict, WakeVerdict__Output as _agentos_v1_WakeVerdict__Output } from '../../agentos/v1/WakeVerdict.ts';
import type { Failure as _agentos_v1_Failure, Failure__Output as _agentos_v1_Failure__Output } from '../../agentos/v1/Failure.ts';
import type { Done as _agentos_v1_Done, Done__Output as _agentos_v1_Done__Output } from '../../agentos/v1/Done.ts';

/**
 * What the daemon says.
 */
export interface ConverseResponse {
  /**
   * The answer to `hello`.
   */
  'welcome'?: (_agentos_v1_Welcome | null);
  /**
   * An utterance or answer is durable.
   */
  'accepted'?: (_agentos_v1_Accepted | null);
  /**
   * Words of an answer, as they come.
   */
  'progress'?: (_agentos_v1_Progress | null);
  /**
   * Something for this client, kept until it is read.
   */
  'mail'?: (_agentos_v1_Mail | null);
  /**
   * Who answers the wake word.
   */
  'wakeVerdict'?: (_agentos_v1_WakeVerdict | null);
  /**
   * A request that was not carried out; the stream goes on.
   */
  'failure'?: (_agentos_v1_Failure | null);
  /**
   * A request without a result of its own was carried out.
   */
  'done'?: (_agentos_v1_Done | null);
  /**
   * Exactly one is set.
   */
  'message'?: "welcome"|"accepted"|"progress"|"mail"|"wakeVerdict"|"failure"|"done";
}

/**
 * What the daemon says.
 */
export interface ConverseResponse__Output {
  /**
   * The answer to `hello`.
   */
  'welcome'?: (_agentos_v1_Welcome__Output | null);
  /**
   * An utterance or answer is durable.
   */
  'accepted'?: (_agentos_v1_Accepted__Output | null);
  /**
   * Words of an answer, as they come.
   */
  'progress'?: (_agentos_v1_Progress__Output | null);
  /**
   * Something for this client, kept until it is read.
   */
  'mail'?: (_agentos_v1_Mail__Output | null);
  /**
   * Who answers the wake word.
   */
  'wakeVerdict'?: (_agentos_v1_WakeVerdict__Output | null);
  /**
   * A request that was not carried out; the stream goes on.
   */
  'failure'?: (_agentos_v1_Failure__Output | null);
  /**
   * A request without a result of its own was carried out.
   */
  'done'?: (_agentos_v1_Done__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "welcome"|"accepted"|"progress"|"mail"|"wakeVerdict"|"failure"|"done";
}
