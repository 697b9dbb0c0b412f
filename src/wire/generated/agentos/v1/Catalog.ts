// Original file: proto/agentos/v1/catalog.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CallRequest as _agentos_v1_CallRequest, CallRequest__Output as _agentos_v1_CallRequest__Output } from '../../agentos/v1/CallRequest.ts';
import type { CallResponse as _agentos_v1_CallResponse, CallResponse__Output as _agentos_v1_CallResponse__Output } from '../../agentos/v1/CallResponse.ts';
import type { ServicesRequest as _agentos_v1_ServicesRequest, ServicesRequest__Output as _agentos_v1_ServicesRequest__Output } from '../../agentos/v1/ServicesRequest.ts';
import type { ServicesResponse as _agentos_v1_ServicesResponse, ServicesResponse__Output as _agentos_v1_ServicesResponse__Output } from '../../agentos/v1/ServicesResponse.ts';

/**
 * The services: what there is, how it is doing, and reading from them.
 */
export interface CatalogClient extends grpc.Client {
  /**
   * Calls a contract of effect `read`, outside of any thread. PERMISSION_DENIED for any other.
   */
  Call(argument: _agentos_v1_CallRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  Call(argument: _agentos_v1_CallRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  Call(argument: _agentos_v1_CallRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  Call(argument: _agentos_v1_CallRequest, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Calls a contract of effect `read`, outside of any thread. PERMISSION_DENIED for any other.
   */
  call(argument: _agentos_v1_CallRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  call(argument: _agentos_v1_CallRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  call(argument: _agentos_v1_CallRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  call(argument: _agentos_v1_CallRequest, callback: grpc.requestCallback<_agentos_v1_CallResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every service, serving or not.
   */
  Services(argument: _agentos_v1_ServicesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  Services(argument: _agentos_v1_ServicesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  Services(argument: _agentos_v1_ServicesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  Services(argument: _agentos_v1_ServicesRequest, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Every service, serving or not.
   */
  services(argument: _agentos_v1_ServicesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  services(argument: _agentos_v1_ServicesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  services(argument: _agentos_v1_ServicesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  services(argument: _agentos_v1_ServicesRequest, callback: grpc.requestCallback<_agentos_v1_ServicesResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The services: what there is, how it is doing, and reading from them.
 */
export interface CatalogHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Calls a contract of effect `read`, outside of any thread. PERMISSION_DENIED for any other.
   */
  Call: grpc.handleUnaryCall<_agentos_v1_CallRequest__Output, _agentos_v1_CallResponse>;
  
  /**
   * Every service, serving or not.
   */
  Services: grpc.handleUnaryCall<_agentos_v1_ServicesRequest__Output, _agentos_v1_ServicesResponse>;
  
}

export interface CatalogDefinition extends grpc.ServiceDefinition {
  Call: MethodDefinition<_agentos_v1_CallRequest, _agentos_v1_CallResponse, _agentos_v1_CallRequest__Output, _agentos_v1_CallResponse__Output>
  Services: MethodDefinition<_agentos_v1_ServicesRequest, _agentos_v1_ServicesResponse, _agentos_v1_ServicesRequest__Output, _agentos_v1_ServicesResponse__Output>
}
