// Original file: proto/agentos/v1/admin.proto

import type { AttachedClient as _agentos_v1_AttachedClient, AttachedClient__Output as _agentos_v1_AttachedClient__Output } from '../../agentos/v1/AttachedClient.ts';
import type { Socket as _agentos_v1_Socket, Socket__Output as _agentos_v1_Socket__Output } from '../../agentos/v1/Socket.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * How the daemon is doing.
 */
export interface StatusResponse {
  /**
   * Its version.
   */
  'version'?: (string);
  /**
   * Its process id.
   */
  'pid'?: (number | string | Long);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'startedAt'?: (number | string | Long);
  /**
   * Resident memory, in bytes.
   */
  'rssBytes'?: (number | string | Long);
  /**
   * Who is attached now.
   */
  'clients'?: (_agentos_v1_AttachedClient)[];
  /**
   * Where it listens.
   */
  'sockets'?: (_agentos_v1_Socket)[];
  /**
   * What else is worth knowing, by name: the state folder, the home file …
   */
  'facts'?: ({[key: string]: string});
  /**
   * False where it answers but cannot do its work; `facts` may say why.
   */
  'serving'?: (boolean);
}

/**
 * How the daemon is doing.
 */
export interface StatusResponse__Output {
  /**
   * Its version.
   */
  'version': (string);
  /**
   * Its process id.
   */
  'pid': (number);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'startedAt': (number);
  /**
   * Resident memory, in bytes.
   */
  'rssBytes': (number);
  /**
   * Who is attached now.
   */
  'clients': (_agentos_v1_AttachedClient__Output)[];
  /**
   * Where it listens.
   */
  'sockets': (_agentos_v1_Socket__Output)[];
  /**
   * What else is worth knowing, by name: the state folder, the home file …
   */
  'facts': ({[key: string]: string});
  /**
   * False where it answers but cannot do its work; `facts` may say why.
   */
  'serving': (boolean);
}
