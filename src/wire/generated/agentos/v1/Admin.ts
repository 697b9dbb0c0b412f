// Original file: proto/agentos/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { StatusRequest as _agentos_v1_StatusRequest, StatusRequest__Output as _agentos_v1_StatusRequest__Output } from '../../agentos/v1/StatusRequest.ts';
import type { StatusResponse as _agentos_v1_StatusResponse, StatusResponse__Output as _agentos_v1_StatusResponse__Output } from '../../agentos/v1/StatusResponse.ts';

/**
 * The daemon itself. For the owner's socket only.
 */
export interface AdminClient extends grpc.Client {
  /**
   * How the daemon is doing.
   */
  Status(argument: _agentos_v1_StatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  Status(argument: _agentos_v1_StatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  Status(argument: _agentos_v1_StatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  Status(argument: _agentos_v1_StatusRequest, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How the daemon is doing.
   */
  status(argument: _agentos_v1_StatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  status(argument: _agentos_v1_StatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  status(argument: _agentos_v1_StatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  status(argument: _agentos_v1_StatusRequest, callback: grpc.requestCallback<_agentos_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The daemon itself. For the owner's socket only.
 */
export interface AdminHandlers extends grpc.UntypedServiceImplementation {
  /**
   * How the daemon is doing.
   */
  Status: grpc.handleUnaryCall<_agentos_v1_StatusRequest__Output, _agentos_v1_StatusResponse>;
  
}

export interface AdminDefinition extends grpc.ServiceDefinition {
  Status: MethodDefinition<_agentos_v1_StatusRequest, _agentos_v1_StatusResponse, _agentos_v1_StatusRequest__Output, _agentos_v1_StatusResponse__Output>
}
