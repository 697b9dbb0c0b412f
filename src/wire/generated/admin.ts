import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AdminClient as _agentos_v1_AdminClient, AdminDefinition as _agentos_v1_AdminDefinition } from './agentos/v1/Admin.ts';
import type { AttachedClient as _agentos_v1_AttachedClient, AttachedClient__Output as _agentos_v1_AttachedClient__Output } from './agentos/v1/AttachedClient.ts';
import type { Socket as _agentos_v1_Socket, Socket__Output as _agentos_v1_Socket__Output } from './agentos/v1/Socket.ts';
import type { StatusRequest as _agentos_v1_StatusRequest, StatusRequest__Output as _agentos_v1_StatusRequest__Output } from './agentos/v1/StatusRequest.ts';
import type { StatusResponse as _agentos_v1_StatusResponse, StatusResponse__Output as _agentos_v1_StatusResponse__Output } from './agentos/v1/StatusResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentos: {
    v1: {
      /**
       * The daemon itself. For the owner's socket only.
       */
      Admin: SubtypeConstructor<typeof grpc.Client, _agentos_v1_AdminClient> & { service: _agentos_v1_AdminDefinition }
      AttachedClient: MessageTypeDefinition<_agentos_v1_AttachedClient, _agentos_v1_AttachedClient__Output>
      Socket: MessageTypeDefinition<_agentos_v1_Socket, _agentos_v1_Socket__Output>
      StatusRequest: MessageTypeDefinition<_agentos_v1_StatusRequest, _agentos_v1_StatusRequest__Output>
      StatusResponse: MessageTypeDefinition<_agentos_v1_StatusResponse, _agentos_v1_StatusResponse__Output>
    }
  }
}

