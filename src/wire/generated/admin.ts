import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AdminClient as _agentos_v1_AdminClient, AdminDefinition as _agentos_v1_AdminDefinition } from './agentos/v1/Admin.ts';
import type { AttachedClient as _agentos_v1_AttachedClient, AttachedClient__Output as _agentos_v1_AttachedClient__Output } from './agentos/v1/AttachedClient.ts';
import type { BackupMade as _agentos_v1_BackupMade, BackupMade__Output as _agentos_v1_BackupMade__Output } from './agentos/v1/BackupMade.ts';
import type { BackupProgress as _agentos_v1_BackupProgress, BackupProgress__Output as _agentos_v1_BackupProgress__Output } from './agentos/v1/BackupProgress.ts';
import type { BackupRequest as _agentos_v1_BackupRequest, BackupRequest__Output as _agentos_v1_BackupRequest__Output } from './agentos/v1/BackupRequest.ts';
import type { BackupResponse as _agentos_v1_BackupResponse, BackupResponse__Output as _agentos_v1_BackupResponse__Output } from './agentos/v1/BackupResponse.ts';
import type { DeleteThreadsRequest as _agentos_v1_DeleteThreadsRequest, DeleteThreadsRequest__Output as _agentos_v1_DeleteThreadsRequest__Output } from './agentos/v1/DeleteThreadsRequest.ts';
import type { DeleteThreadsResponse as _agentos_v1_DeleteThreadsResponse, DeleteThreadsResponse__Output as _agentos_v1_DeleteThreadsResponse__Output } from './agentos/v1/DeleteThreadsResponse.ts';
import type { ExportThreadsRequest as _agentos_v1_ExportThreadsRequest, ExportThreadsRequest__Output as _agentos_v1_ExportThreadsRequest__Output } from './agentos/v1/ExportThreadsRequest.ts';
import type { ExportThreadsResponse as _agentos_v1_ExportThreadsResponse, ExportThreadsResponse__Output as _agentos_v1_ExportThreadsResponse__Output } from './agentos/v1/ExportThreadsResponse.ts';
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
      BackupMade: MessageTypeDefinition<_agentos_v1_BackupMade, _agentos_v1_BackupMade__Output>
      BackupProgress: MessageTypeDefinition<_agentos_v1_BackupProgress, _agentos_v1_BackupProgress__Output>
      BackupRequest: MessageTypeDefinition<_agentos_v1_BackupRequest, _agentos_v1_BackupRequest__Output>
      BackupResponse: MessageTypeDefinition<_agentos_v1_BackupResponse, _agentos_v1_BackupResponse__Output>
      DeleteThreadsRequest: MessageTypeDefinition<_agentos_v1_DeleteThreadsRequest, _agentos_v1_DeleteThreadsRequest__Output>
      DeleteThreadsResponse: MessageTypeDefinition<_agentos_v1_DeleteThreadsResponse, _agentos_v1_DeleteThreadsResponse__Output>
      ExportThreadsRequest: MessageTypeDefinition<_agentos_v1_ExportThreadsRequest, _agentos_v1_ExportThreadsRequest__Output>
      ExportThreadsResponse: MessageTypeDefinition<_agentos_v1_ExportThreadsResponse, _agentos_v1_ExportThreadsResponse__Output>
      Socket: MessageTypeDefinition<_agentos_v1_Socket, _agentos_v1_Socket__Output>
      StatusRequest: MessageTypeDefinition<_agentos_v1_StatusRequest, _agentos_v1_StatusRequest__Output>
      StatusResponse: MessageTypeDefinition<_agentos_v1_StatusResponse, _agentos_v1_StatusResponse__Output>
    }
  }
}

