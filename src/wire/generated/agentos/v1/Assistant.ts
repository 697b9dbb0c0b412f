// Original file: proto/agentos/v1/assistant.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ConverseRequest as _agentos_v1_ConverseRequest, ConverseRequest__Output as _agentos_v1_ConverseRequest__Output } from '../../agentos/v1/ConverseRequest.ts';
import type { ConverseResponse as _agentos_v1_ConverseResponse, ConverseResponse__Output as _agentos_v1_ConverseResponse__Output } from '../../agentos/v1/ConverseResponse.ts';

/**
 * Where utterances go in and answers come out.
 */
export interface AssistantClient extends grpc.Client {
  /**
   * One long-lived stream per attached interface. The first message is `hello`; it is answered by `welcome`.
   */
  Converse(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentos_v1_ConverseRequest, _agentos_v1_ConverseResponse__Output>;
  Converse(options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentos_v1_ConverseRequest, _agentos_v1_ConverseResponse__Output>;
  /**
   * One long-lived stream per attached interface. The first message is `hello`; it is answered by `welcome`.
   */
  converse(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentos_v1_ConverseRequest, _agentos_v1_ConverseResponse__Output>;
  converse(options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentos_v1_ConverseRequest, _agentos_v1_ConverseResponse__Output>;
  
}

/**
 * Where utterances go in and answers come out.
 */
export interface AssistantHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One long-lived stream per attached interface. The first message is `hello`; it is answered by `welcome`.
   */
  Converse: grpc.handleBidiStreamingCall<_agentos_v1_ConverseRequest__Output, _agentos_v1_ConverseResponse>;
  
}

export interface AssistantDefinition extends grpc.ServiceDefinition {
  Converse: MethodDefinition<_agentos_v1_ConverseRequest, _agentos_v1_ConverseResponse, _agentos_v1_ConverseRequest__Output, _agentos_v1_ConverseResponse__Output>
}
