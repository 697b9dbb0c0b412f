import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { CallRequest as _agentos_v1_CallRequest, CallRequest__Output as _agentos_v1_CallRequest__Output } from './agentos/v1/CallRequest.ts';
import type { CallResponse as _agentos_v1_CallResponse, CallResponse__Output as _agentos_v1_CallResponse__Output } from './agentos/v1/CallResponse.ts';
import type { CatalogClient as _agentos_v1_CatalogClient, CatalogDefinition as _agentos_v1_CatalogDefinition } from './agentos/v1/Catalog.ts';
import type { Service as _agentos_v1_Service, Service__Output as _agentos_v1_Service__Output } from './agentos/v1/Service.ts';
import type { ServicesRequest as _agentos_v1_ServicesRequest, ServicesRequest__Output as _agentos_v1_ServicesRequest__Output } from './agentos/v1/ServicesRequest.ts';
import type { ServicesResponse as _agentos_v1_ServicesResponse, ServicesResponse__Output as _agentos_v1_ServicesResponse__Output } from './agentos/v1/ServicesResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentos: {
    v1: {
      CallRequest: MessageTypeDefinition<_agentos_v1_CallRequest, _agentos_v1_CallRequest__Output>
      CallResponse: MessageTypeDefinition<_agentos_v1_CallResponse, _agentos_v1_CallResponse__Output>
      /**
       * The services: what there is, how it is doing, and reading from them.
       */
      Catalog: SubtypeConstructor<typeof grpc.Client, _agentos_v1_CatalogClient> & { service: _agentos_v1_CatalogDefinition }
      Service: MessageTypeDefinition<_agentos_v1_Service, _agentos_v1_Service__Output>
      ServicesRequest: MessageTypeDefinition<_agentos_v1_ServicesRequest, _agentos_v1_ServicesRequest__Output>
      ServicesResponse: MessageTypeDefinition<_agentos_v1_ServicesResponse, _agentos_v1_ServicesResponse__Output>
    }
  }
}

