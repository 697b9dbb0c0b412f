import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AdminClient as _agentos_v1_AdminClient, AdminDefinition as _agentos_v1_AdminDefinition } from './agentos/v1/Admin.ts';
import type { AttachedClient as _agentos_v1_AttachedClient, AttachedClient__Output as _agentos_v1_AttachedClient__Output } from './agentos/v1/AttachedClient.ts';
import type { AuditRequest as _agentos_v1_AuditRequest, AuditRequest__Output as _agentos_v1_AuditRequest__Output } from './agentos/v1/AuditRequest.ts';
import type { AuditResponse as _agentos_v1_AuditResponse, AuditResponse__Output as _agentos_v1_AuditResponse__Output } from './agentos/v1/AuditResponse.ts';
import type { BackupMade as _agentos_v1_BackupMade, BackupMade__Output as _agentos_v1_BackupMade__Output } from './agentos/v1/BackupMade.ts';
import type { BackupProgress as _agentos_v1_BackupProgress, BackupProgress__Output as _agentos_v1_BackupProgress__Output } from './agentos/v1/BackupProgress.ts';
import type { BackupRequest as _agentos_v1_BackupRequest, BackupRequest__Output as _agentos_v1_BackupRequest__Output } from './agentos/v1/BackupRequest.ts';
import type { BackupResponse as _agentos_v1_BackupResponse, BackupResponse__Output as _agentos_v1_BackupResponse__Output } from './agentos/v1/BackupResponse.ts';
import type { DeleteThreadsRequest as _agentos_v1_DeleteThreadsRequest, DeleteThreadsRequest__Output as _agentos_v1_DeleteThreadsRequest__Output } from './agentos/v1/DeleteThreadsRequest.ts';
import type { DeleteThreadsResponse as _agentos_v1_DeleteThreadsResponse, DeleteThreadsResponse__Output as _agentos_v1_DeleteThreadsResponse__Output } from './agentos/v1/DeleteThreadsResponse.ts';
import type { ExportThreadsRequest as _agentos_v1_ExportThreadsRequest, ExportThreadsRequest__Output as _agentos_v1_ExportThreadsRequest__Output } from './agentos/v1/ExportThreadsRequest.ts';
import type { ExportThreadsResponse as _agentos_v1_ExportThreadsResponse, ExportThreadsResponse__Output as _agentos_v1_ExportThreadsResponse__Output } from './agentos/v1/ExportThreadsResponse.ts';
import type { RemovePinRequest as _agentos_v1_RemovePinRequest, RemovePinRequest__Output as _agentos_v1_RemovePinRequest__Output } from './agentos/v1/RemovePinRequest.ts';
import type { RemovePinResponse as _agentos_v1_RemovePinResponse, RemovePinResponse__Output as _agentos_v1_RemovePinResponse__Output } from './agentos/v1/RemovePinResponse.ts';
import type { SetPinRequest as _agentos_v1_SetPinRequest, SetPinRequest__Output as _agentos_v1_SetPinRequest__Output } from './agentos/v1/SetPinRequest.ts';
import type { SetPinResponse as _agentos_v1_SetPinResponse, SetPinResponse__Output as _agentos_v1_SetPinResponse__Output } from './agentos/v1/SetPinResponse.ts';
import type { Socket as _agentos_v1_Socket, Socket__Output as _agentos_v1_Socket__Output } from './agentos/v1/Socket.ts';
import type { StatusRequest as _agentos_v1_StatusRequest, StatusRequest__Output as _agentos_v1_StatusRequest__Output } from './agentos/v1/StatusRequest.ts';
import type { StatusResponse as _agentos_v1_StatusResponse, StatusResponse__Output as _agentos_v1_StatusResponse__Output } from './agentos/v1/StatusResponse.ts';
import type { VerifyAuditRequest as _agentos_v1_VerifyAuditRequest, VerifyAuditRequest__Output as _agentos_v1_VerifyAuditRequest__Output } from './agentos/v1/VerifyAuditRequest.ts';
import type { VerifyAuditResponse as _agentos_v1_VerifyAuditResponse, VerifyAuditResponse__Output as _agentos_v1_VerifyAuditResponse__Output } from './agentos/v1/VerifyAuditResponse.ts';

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
      AuditRequest: MessageTypeDefinition<_agentos_v1_AuditRequest, _agentos_v1_AuditRequest__Output>
      AuditResponse: MessageTypeDefinition<_agentos_v1_AuditResponse, _agentos_v1_AuditResponse__Output>
      BackupMade: MessageTypeDefinition<_agentos_v1_BackupMade, _agentos_v1_BackupMade__Output>
      BackupProgress: MessageTypeDefinition<_agentos_v1_BackupProgress, _agentos_v1_BackupProgress__Output>
      BackupRequest: MessageTypeDefinition<_agentos_v1_BackupRequest, _agentos_v1_BackupRequest__Output>
      BackupResponse: MessageTypeDefinition<_agentos_v1_BackupResponse, _agentos_v1_BackupResponse__Output>
      DeleteThreadsRequest: MessageTypeDefinition<_agentos_v1_DeleteThreadsRequest, _agentos_v1_DeleteThreadsRequest__Output>
      DeleteThreadsResponse: MessageTypeDefinition<_agentos_v1_DeleteThreadsResponse, _agentos_v1_DeleteThreadsResponse__Output>
      ExportThreadsRequest: MessageTypeDefinition<_agentos_v1_ExportThreadsRequest, _agentos_v1_ExportThreadsRequest__Output>
      ExportThreadsResponse: MessageTypeDefinition<_agentos_v1_ExportThreadsResponse, _agentos_v1_ExportThreadsResponse__Output>
      RemovePinRequest: MessageTypeDefinition<_agentos_v1_RemovePinRequest, _agentos_v1_RemovePinRequest__Output>
      RemovePinResponse: MessageTypeDefinition<_agentos_v1_RemovePinResponse, _agentos_v1_RemovePinResponse__Output>
      SetPinRequest: MessageTypeDefinition<_agentos_v1_SetPinRequest, _agentos_v1_SetPinRequest__Output>
      SetPinResponse: MessageTypeDefinition<_agentos_v1_SetPinResponse, _agentos_v1_SetPinResponse__Output>
      Socket: MessageTypeDefinition<_agentos_v1_Socket, _agentos_v1_Socket__Output>
      StatusRequest: MessageTypeDefinition<_agentos_v1_StatusRequest, _agentos_v1_StatusRequest__Output>
      StatusResponse: MessageTypeDefinition<_agentos_v1_StatusResponse, _agentos_v1_StatusResponse__Output>
      VerifyAuditRequest: MessageTypeDefinition<_agentos_v1_VerifyAuditRequest, _agentos_v1_VerifyAuditRequest__Output>
      VerifyAuditResponse: MessageTypeDefinition<_agentos_v1_VerifyAuditResponse, _agentos_v1_VerifyAuditResponse__Output>
    }
  }
}

