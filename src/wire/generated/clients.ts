import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { ClientsClient as _agentos_v1_ClientsClient, ClientsDefinition as _agentos_v1_ClientsDefinition } from './agentos/v1/Clients.ts';
import type { EnrollRequest as _agentos_v1_EnrollRequest, EnrollRequest__Output as _agentos_v1_EnrollRequest__Output } from './agentos/v1/EnrollRequest.ts';
import type { EnrollResponse as _agentos_v1_EnrollResponse, EnrollResponse__Output as _agentos_v1_EnrollResponse__Output } from './agentos/v1/EnrollResponse.ts';
import type { ListClientsRequest as _agentos_v1_ListClientsRequest, ListClientsRequest__Output as _agentos_v1_ListClientsRequest__Output } from './agentos/v1/ListClientsRequest.ts';
import type { ListClientsResponse as _agentos_v1_ListClientsResponse, ListClientsResponse__Output as _agentos_v1_ListClientsResponse__Output } from './agentos/v1/ListClientsResponse.ts';
import type { PairCode as _agentos_v1_PairCode, PairCode__Output as _agentos_v1_PairCode__Output } from './agentos/v1/PairCode.ts';
import type { PairRequest as _agentos_v1_PairRequest, PairRequest__Output as _agentos_v1_PairRequest__Output } from './agentos/v1/PairRequest.ts';
import type { PairResponse as _agentos_v1_PairResponse, PairResponse__Output as _agentos_v1_PairResponse__Output } from './agentos/v1/PairResponse.ts';
import type { PairedClient as _agentos_v1_PairedClient, PairedClient__Output as _agentos_v1_PairedClient__Output } from './agentos/v1/PairedClient.ts';
import type { RenewRequest as _agentos_v1_RenewRequest, RenewRequest__Output as _agentos_v1_RenewRequest__Output } from './agentos/v1/RenewRequest.ts';
import type { RenewResponse as _agentos_v1_RenewResponse, RenewResponse__Output as _agentos_v1_RenewResponse__Output } from './agentos/v1/RenewResponse.ts';
import type { RevokeClientRequest as _agentos_v1_RevokeClientRequest, RevokeClientRequest__Output as _agentos_v1_RevokeClientRequest__Output } from './agentos/v1/RevokeClientRequest.ts';
import type { RevokeClientResponse as _agentos_v1_RevokeClientResponse, RevokeClientResponse__Output as _agentos_v1_RevokeClientResponse__Output } from './agentos/v1/RevokeClientResponse.ts';
import type { WhoAmIRequest as _agentos_v1_WhoAmIRequest, WhoAmIRequest__Output as _agentos_v1_WhoAmIRequest__Output } from './agentos/v1/WhoAmIRequest.ts';
import type { WhoAmIResponse as _agentos_v1_WhoAmIResponse, WhoAmIResponse__Output as _agentos_v1_WhoAmIResponse__Output } from './agentos/v1/WhoAmIResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentos: {
    v1: {
      /**
       * Who may attach from another machine: over TLS, each with a token of its own.
       */
      Clients: SubtypeConstructor<typeof grpc.Client, _agentos_v1_ClientsClient> & { service: _agentos_v1_ClientsDefinition }
      EnrollRequest: MessageTypeDefinition<_agentos_v1_EnrollRequest, _agentos_v1_EnrollRequest__Output>
      EnrollResponse: MessageTypeDefinition<_agentos_v1_EnrollResponse, _agentos_v1_EnrollResponse__Output>
      ListClientsRequest: MessageTypeDefinition<_agentos_v1_ListClientsRequest, _agentos_v1_ListClientsRequest__Output>
      ListClientsResponse: MessageTypeDefinition<_agentos_v1_ListClientsResponse, _agentos_v1_ListClientsResponse__Output>
      PairCode: MessageTypeDefinition<_agentos_v1_PairCode, _agentos_v1_PairCode__Output>
      PairRequest: MessageTypeDefinition<_agentos_v1_PairRequest, _agentos_v1_PairRequest__Output>
      PairResponse: MessageTypeDefinition<_agentos_v1_PairResponse, _agentos_v1_PairResponse__Output>
      PairedClient: MessageTypeDefinition<_agentos_v1_PairedClient, _agentos_v1_PairedClient__Output>
      RenewRequest: MessageTypeDefinition<_agentos_v1_RenewRequest, _agentos_v1_RenewRequest__Output>
      RenewResponse: MessageTypeDefinition<_agentos_v1_RenewResponse, _agentos_v1_RenewResponse__Output>
      RevokeClientRequest: MessageTypeDefinition<_agentos_v1_RevokeClientRequest, _agentos_v1_RevokeClientRequest__Output>
      RevokeClientResponse: MessageTypeDefinition<_agentos_v1_RevokeClientResponse, _agentos_v1_RevokeClientResponse__Output>
      WhoAmIRequest: MessageTypeDefinition<_agentos_v1_WhoAmIRequest, _agentos_v1_WhoAmIRequest__Output>
      WhoAmIResponse: MessageTypeDefinition<_agentos_v1_WhoAmIResponse, _agentos_v1_WhoAmIResponse__Output>
    }
  }
}

