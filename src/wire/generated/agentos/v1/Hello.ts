// Original file: proto/agentos/v1/assistant.proto

import type { Capabilities as _agentos_v1_Capabilities, Capabilities__Output as _agentos_v1_Capabilities__Output } from '../../agentos/v1/Capabilities.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Who attaches. It can only lower what the socket's role allows.
 */
export interface Hello {
  /**
   * Name of the mailbox, stable over restarts: `chat`, `voice-kitchen`. Lower-case letters, digits, `.`, `_`, `-`; at most 64.
   */
  'name'?: (string);
  /**
   * `cli`, `voice`, `watch`, `web`. A voice or watch client gets no more than such a client's rights, on any socket.
   */
  'kind'?: (string);
  /**
   * Where it stands in the house, by id or name.
   */
  'area'?: (string);
  /**
   * What it can do for the person at it.
   */
  'capabilities'?: (_agentos_v1_Capabilities | null);
  /**
   * Mail after this offset is wanted. Absent: after what was last told to be heard.
   */
  'lastOffset'?: (number | string | Long);
  /**
   * The client's version, for logs.
   */
  'version'?: (string);
  '_area'?: "area";
  '_lastOffset'?: "lastOffset";
}

/**
 * Who attaches. It can only lower what the socket's role allows.
 */
export interface Hello__Output {
  /**
   * Name of the mailbox, stable over restarts: `chat`, `voice-kitchen`. Lower-case letters, digits, `.`, `_`, `-`; at most 64.
   */
  'name': (string);
  /**
   * `cli`, `voice`, `watch`, `web`. A voice or watch client gets no more than such a client's rights, on any socket.
   */
  'kind': (string);
  /**
   * Where it stands in the house, by id or name.
   */
  'area'?: (string);
  /**
   * What it can do for the person at it.
   */
  'capabilities': (_agentos_v1_Capabilities__Output | null);
  /**
   * Mail after this offset is wanted. Absent: after what was last told to be heard.
   */
  'lastOffset'?: (number);
  /**
   * The client's version, for logs.
   */
  'version': (string);
  '_area'?: "area";
  '_lastOffset'?: "lastOffset";
}
