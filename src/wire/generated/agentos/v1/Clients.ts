// Original file: proto/agentos/v1/clients.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EnrollRequest as _agentos_v1_EnrollRequest, EnrollRequest__Output as _agentos_v1_EnrollRequest__Output } from '../../agentos/v1/EnrollRequest.ts';
import type { EnrollResponse as _agentos_v1_EnrollResponse, EnrollResponse__Output as _agentos_v1_EnrollResponse__Output } from '../../agentos/v1/EnrollResponse.ts';
import type { ListClientsRequest as _agentos_v1_ListClientsRequest, ListClientsRequest__Output as _agentos_v1_ListClientsRequest__Output } from '../../agentos/v1/ListClientsRequest.ts';
import type { ListClientsResponse as _agentos_v1_ListClientsResponse, ListClientsResponse__Output as _agentos_v1_ListClientsResponse__Output } from '../../agentos/v1/ListClientsResponse.ts';
import type { PairRequest as _agentos_v1_PairRequest, PairRequest__Output as _agentos_v1_PairRequest__Output } from '../../agentos/v1/PairRequest.ts';
import type { PairResponse as _agentos_v1_PairResponse, PairResponse__Output as _agentos_v1_PairResponse__Output } from '../../agentos/v1/PairResponse.ts';
import type { RenewRequest as _agentos_v1_RenewRequest, RenewRequest__Output as _agentos_v1_RenewRequest__Output } from '../../agentos/v1/RenewRequest.ts';
import type { RenewResponse as _agentos_v1_RenewResponse, RenewResponse__Output as _agentos_v1_RenewResponse__Output } from '../../agentos/v1/RenewResponse.ts';
import type { RevokeClientRequest as _agentos_v1_RevokeClientRequest, RevokeClientRequest__Output as _agentos_v1_RevokeClientRequest__Output } from '../../agentos/v1/RevokeClientRequest.ts';
import type { RevokeClientResponse as _agentos_v1_RevokeClientResponse, RevokeClientResponse__Output as _agentos_v1_RevokeClientResponse__Output } from '../../agentos/v1/RevokeClientResponse.ts';
import type { WhoAmIRequest as _agentos_v1_WhoAmIRequest, WhoAmIRequest__Output as _agentos_v1_WhoAmIRequest__Output } from '../../agentos/v1/WhoAmIRequest.ts';
import type { WhoAmIResponse as _agentos_v1_WhoAmIResponse, WhoAmIResponse__Output as _agentos_v1_WhoAmIResponse__Output } from '../../agentos/v1/WhoAmIResponse.ts';

/**
 * Who may attach from another machine: over TLS, each with a token of its own.
 */
export interface ClientsClient extends grpc.Client {
  /**
   * What a machine says that was told the code. The one request that needs no token. UNAUTHENTICATED where the code is not right.
   */
  Enroll(argument: _agentos_v1_EnrollRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  Enroll(argument: _agentos_v1_EnrollRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  Enroll(argument: _agentos_v1_EnrollRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  Enroll(argument: _agentos_v1_EnrollRequest, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a machine says that was told the code. The one request that needs no token. UNAUTHENTICATED where the code is not right.
   */
  enroll(argument: _agentos_v1_EnrollRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  enroll(argument: _agentos_v1_EnrollRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  enroll(argument: _agentos_v1_EnrollRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  enroll(argument: _agentos_v1_EnrollRequest, callback: grpc.requestCallback<_agentos_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Everybody who was let in, also those who were sent away.
   */
  List(argument: _agentos_v1_ListClientsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _agentos_v1_ListClientsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _agentos_v1_ListClientsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _agentos_v1_ListClientsRequest, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Everybody who was let in, also those who were sent away.
   */
  list(argument: _agentos_v1_ListClientsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _agentos_v1_ListClientsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _agentos_v1_ListClientsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _agentos_v1_ListClientsRequest, callback: grpc.requestCallback<_agentos_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Opens the door for one client: tells a code, and last who came in with it. A caller that leaves takes the code back with it.
   * PERMISSION_DENIED where more is wanted than the caller has.
   */
  Pair(argument: _agentos_v1_PairRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_PairResponse__Output>;
  Pair(argument: _agentos_v1_PairRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_PairResponse__Output>;
  /**
   * Opens the door for one client: tells a code, and last who came in with it. A caller that leaves takes the code back with it.
   * PERMISSION_DENIED where more is wanted than the caller has.
   */
  pair(argument: _agentos_v1_PairRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_PairResponse__Output>;
  pair(argument: _agentos_v1_PairRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_PairResponse__Output>;
  
  /**
   * Gives the calling client another token. The old one counts until the new one is first used, and then no more.
   */
  Renew(argument: _agentos_v1_RenewRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  Renew(argument: _agentos_v1_RenewRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  Renew(argument: _agentos_v1_RenewRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  Renew(argument: _agentos_v1_RenewRequest, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gives the calling client another token. The old one counts until the new one is first used, and then no more.
   */
  renew(argument: _agentos_v1_RenewRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  renew(argument: _agentos_v1_RenewRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  renew(argument: _agentos_v1_RenewRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  renew(argument: _agentos_v1_RenewRequest, callback: grpc.requestCallback<_agentos_v1_RenewResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sends a client away: its streams end, and its token is worth nothing from then on. NOT_FOUND where there is no such client.
   */
  Revoke(argument: _agentos_v1_RevokeClientRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  Revoke(argument: _agentos_v1_RevokeClientRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  Revoke(argument: _agentos_v1_RevokeClientRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  Revoke(argument: _agentos_v1_RevokeClientRequest, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sends a client away: its streams end, and its token is worth nothing from then on. NOT_FOUND where there is no such client.
   */
  revoke(argument: _agentos_v1_RevokeClientRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _agentos_v1_RevokeClientRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _agentos_v1_RevokeClientRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _agentos_v1_RevokeClientRequest, callback: grpc.requestCallback<_agentos_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Who the caller is here, and what it may do.
   */
  WhoAmI(argument: _agentos_v1_WhoAmIRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _agentos_v1_WhoAmIRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _agentos_v1_WhoAmIRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _agentos_v1_WhoAmIRequest, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Who the caller is here, and what it may do.
   */
  whoAmI(argument: _agentos_v1_WhoAmIRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _agentos_v1_WhoAmIRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _agentos_v1_WhoAmIRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _agentos_v1_WhoAmIRequest, callback: grpc.requestCallback<_agentos_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Who may attach from another machine: over TLS, each with a token of its own.
 */
export interface ClientsHandlers extends grpc.UntypedServiceImplementation {
  /**
   * What a machine says that was told the code. The one request that needs no token. UNAUTHENTICATED where the code is not right.
   */
  Enroll: grpc.handleUnaryCall<_agentos_v1_EnrollRequest__Output, _agentos_v1_EnrollResponse>;
  
  /**
   * Everybody who was let in, also those who were sent away.
   */
  List: grpc.handleUnaryCall<_agentos_v1_ListClientsRequest__Output, _agentos_v1_ListClientsResponse>;
  
  /**
   * Opens the door for one client: tells a code, and last who came in with it. A caller that leaves takes the code back with it.
   * PERMISSION_DENIED where more is wanted than the caller has.
   */
  Pair: grpc.handleServerStreamingCall<_agentos_v1_PairRequest__Output, _agentos_v1_PairResponse>;
  
  /**
   * Gives the calling client another token. The old one counts until the new one is first used, and then no more.
   */
  Renew: grpc.handleUnaryCall<_agentos_v1_RenewRequest__Output, _agentos_v1_RenewResponse>;
  
  /**
   * Sends a client away: its streams end, and its token is worth nothing from then on. NOT_FOUND where there is no such client.
   */
  Revoke: grpc.handleUnaryCall<_agentos_v1_RevokeClientRequest__Output, _agentos_v1_RevokeClientResponse>;
  
  /**
   * Who the caller is here, and what it may do.
   */
  WhoAmI: grpc.handleUnaryCall<_agentos_v1_WhoAmIRequest__Output, _agentos_v1_WhoAmIResponse>;
  
}

export interface ClientsDefinition extends grpc.ServiceDefinition {
  Enroll: MethodDefinition<_agentos_v1_EnrollRequest, _agentos_v1_EnrollResponse, _agentos_v1_EnrollRequest__Output, _agentos_v1_EnrollResponse__Output>
  List: MethodDefinition<_agentos_v1_ListClientsRequest, _agentos_v1_ListClientsResponse, _agentos_v1_ListClientsRequest__Output, _agentos_v1_ListClientsResponse__Output>
  Pair: MethodDefinition<_agentos_v1_PairRequest, _agentos_v1_PairResponse, _agentos_v1_PairRequest__Output, _agentos_v1_PairResponse__Output>
  Renew: MethodDefinition<_agentos_v1_RenewRequest, _agentos_v1_RenewResponse, _agentos_v1_RenewRequest__Output, _agentos_v1_RenewResponse__Output>
  Revoke: MethodDefinition<_agentos_v1_RevokeClientRequest, _agentos_v1_RevokeClientResponse, _agentos_v1_RevokeClientRequest__Output, _agentos_v1_RevokeClientResponse__Output>
  WhoAmI: MethodDefinition<_agentos_v1_WhoAmIRequest, _agentos_v1_WhoAmIResponse, _agentos_v1_WhoAmIRequest__Output, _agentos_v1_WhoAmIResponse__Output>
}
