// Original file: proto/agentos/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AuditRequest as _agentos_v1_AuditRequest, AuditRequest__Output as _agentos_v1_AuditRequest__Output } from '../../agentos/v1/AuditRequest.ts';
import type { AuditResponse as _agentos_v1_AuditResponse, AuditResponse__Output as _agentos_v1_AuditResponse__Output } from '../../agentos/v1/AuditResponse.ts';
import type { BackupRequest as _agentos_v1_BackupRequest, BackupRequest__Output as _agentos_v1_BackupRequest__Output } from '../../agentos/v1/BackupRequest.ts';
import type { BackupResponse as _agentos_v1_BackupResponse, BackupResponse__Output as _agentos_v1_BackupResponse__Output } from '../../agentos/v1/BackupResponse.ts';
import type { DeleteThreadsRequest as _agentos_v1_DeleteThreadsRequest, DeleteThreadsRequest__Output as _agentos_v1_DeleteThreadsRequest__Output } from '../../agentos/v1/DeleteThreadsRequest.ts';
import type { DeleteThreadsResponse as _agentos_v1_DeleteThreadsResponse, DeleteThreadsResponse__Output as _agentos_v1_DeleteThreadsResponse__Output } from '../../agentos/v1/DeleteThreadsResponse.ts';
import type { ExportThreadsRequest as _agentos_v1_ExportThreadsRequest, ExportThreadsRequest__Output as _agentos_v1_ExportThreadsRequest__Output } from '../../agentos/v1/ExportThreadsRequest.ts';
import type { ExportThreadsResponse as _agentos_v1_ExportThreadsResponse, ExportThreadsResponse__Output as _agentos_v1_ExportThreadsResponse__Output } from '../../agentos/v1/ExportThreadsResponse.ts';
import type { RemovePinRequest as _agentos_v1_RemovePinRequest, RemovePinRequest__Output as _agentos_v1_RemovePinRequest__Output } from '../../agentos/v1/RemovePinRequest.ts';
import type { RemovePinResponse as _agentos_v1_RemovePinResponse, RemovePinResponse__Output as _agentos_v1_RemovePinResponse__Output } from '../../agentos/v1/RemovePinResponse.ts';
import type { SetPinRequest as _agentos_v1_SetPinRequest, SetPinRequest__Output as _agentos_v1_SetPinRequest__Output } from '../../agentos/v1/SetPinRequest.ts';
import type { SetPinResponse as _agentos_v1_SetPinResponse, SetPinResponse__Output as _agentos_v1_SetPinResponse__Output } from '../../agentos/v1/SetPinResponse.ts';
import type { StatusRequest as _agentos_v1_StatusRequest, StatusRequest__Output as _agentos_v1_StatusRequest__Output } from '../../agentos/v1/StatusRequest.ts';
import type { StatusResponse as _agentos_v1_StatusResponse, StatusResponse__Output as _agentos_v1_StatusResponse__Output } from '../../agentos/v1/StatusResponse.ts';
import type { VerifyAuditRequest as _agentos_v1_VerifyAuditRequest, VerifyAuditRequest__Output as _agentos_v1_VerifyAuditRequest__Output } from '../../agentos/v1/VerifyAuditRequest.ts';
import type { VerifyAuditResponse as _agentos_v1_VerifyAuditResponse, VerifyAuditResponse__Output as _agentos_v1_VerifyAuditResponse__Output } from '../../agentos/v1/VerifyAuditResponse.ts';

/**
 * The daemon itself. For the owner's socket only.
 */
export interface AdminClient extends grpc.Client {
  /**
   * What the gate decided about calls that are private or dangerous, oldest first.
   */
  Audit(argument: _agentos_v1_AuditRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_AuditResponse__Output>;
  Audit(argument: _agentos_v1_AuditRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_AuditResponse__Output>;
  /**
   * What the gate decided about calls that are private or dangerous, oldest first.
   */
  audit(argument: _agentos_v1_AuditRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_AuditResponse__Output>;
  audit(argument: _agentos_v1_AuditRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_AuditResponse__Output>;
  
  /**
   * Makes a backup while work goes on: tells how far it is, and last what was made. Goes on if the caller leaves.
   */
  Backup(argument: _agentos_v1_BackupRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_BackupResponse__Output>;
  Backup(argument: _agentos_v1_BackupRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_BackupResponse__Output>;
  /**
   * Makes a backup while work goes on: tells how far it is, and last what was made. Goes on if the caller leaves.
   */
  backup(argument: _agentos_v1_BackupRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_BackupResponse__Output>;
  backup(argument: _agentos_v1_BackupRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_BackupResponse__Output>;
  
  /**
   * Deletes threads with all that was said in them, all of these or none. NOT_FOUND where there is no such thread;
   * FAILED_PRECONDITION where a turn of one is open, or where one has branches that are not to go.
   */
  DeleteThreads(argument: _agentos_v1_DeleteThreadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  DeleteThreads(argument: _agentos_v1_DeleteThreadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  DeleteThreads(argument: _agentos_v1_DeleteThreadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  DeleteThreads(argument: _agentos_v1_DeleteThreadsRequest, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes threads with all that was said in them, all of these or none. NOT_FOUND where there is no such thread;
   * FAILED_PRECONDITION where a turn of one is open, or where one has branches that are not to go.
   */
  deleteThreads(argument: _agentos_v1_DeleteThreadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  deleteThreads(argument: _agentos_v1_DeleteThreadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  deleteThreads(argument: _agentos_v1_DeleteThreadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  deleteThreads(argument: _agentos_v1_DeleteThreadsRequest, callback: grpc.requestCallback<_agentos_v1_DeleteThreadsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Everything about threads as JSON Lines, read only as fast as the caller reads. NOT_FOUND where there is no such thread.
   */
  ExportThreads(argument: _agentos_v1_ExportThreadsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ExportThreadsResponse__Output>;
  ExportThreads(argument: _agentos_v1_ExportThreadsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ExportThreadsResponse__Output>;
  /**
   * Everything about threads as JSON Lines, read only as fast as the caller reads. NOT_FOUND where there is no such thread.
   */
  exportThreads(argument: _agentos_v1_ExportThreadsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ExportThreadsResponse__Output>;
  exportThreads(argument: _agentos_v1_ExportThreadsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ExportThreadsResponse__Output>;
  
  /**
   * Takes the PIN away: nothing can be allowed with one then.
   */
  RemovePin(argument: _agentos_v1_RemovePinRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  RemovePin(argument: _agentos_v1_RemovePinRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  RemovePin(argument: _agentos_v1_RemovePinRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  RemovePin(argument: _agentos_v1_RemovePinRequest, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes the PIN away: nothing can be allowed with one then.
   */
  removePin(argument: _agentos_v1_RemovePinRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  removePin(argument: _agentos_v1_RemovePinRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  removePin(argument: _agentos_v1_RemovePinRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  removePin(argument: _agentos_v1_RemovePinRequest, callback: grpc.requestCallback<_agentos_v1_RemovePinResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets the PIN that lets in by voice, in the place of the one before. INVALID_ARGUMENT where it is not 4 to 12 digits.
   */
  SetPin(argument: _agentos_v1_SetPinRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  SetPin(argument: _agentos_v1_SetPinRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  SetPin(argument: _agentos_v1_SetPinRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  SetPin(argument: _agentos_v1_SetPinRequest, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sets the PIN that lets in by voice, in the place of the one before. INVALID_ARGUMENT where it is not 4 to 12 digits.
   */
  setPin(argument: _agentos_v1_SetPinRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  setPin(argument: _agentos_v1_SetPinRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  setPin(argument: _agentos_v1_SetPinRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  setPin(argument: _agentos_v1_SetPinRequest, callback: grpc.requestCallback<_agentos_v1_SetPinResponse__Output>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Follows the record of it from the first entry, each by the hash of the one before.
   */
  VerifyAudit(argument: _agentos_v1_VerifyAuditRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  VerifyAudit(argument: _agentos_v1_VerifyAuditRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  VerifyAudit(argument: _agentos_v1_VerifyAuditRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  VerifyAudit(argument: _agentos_v1_VerifyAuditRequest, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Follows the record of it from the first entry, each by the hash of the one before.
   */
  verifyAudit(argument: _agentos_v1_VerifyAuditRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  verifyAudit(argument: _agentos_v1_VerifyAuditRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  verifyAudit(argument: _agentos_v1_VerifyAuditRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  verifyAudit(argument: _agentos_v1_VerifyAuditRequest, callback: grpc.requestCallback<_agentos_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The daemon itself. For the owner's socket only.
 */
export interface AdminHandlers extends grpc.UntypedServiceImplementation {
  /**
   * What the gate decided about calls that are private or dangerous, oldest first.
   */
  Audit: grpc.handleServerStreamingCall<_agentos_v1_AuditRequest__Output, _agentos_v1_AuditResponse>;
  
  /**
   * Makes a backup while work goes on: tells how far it is, and last what was made. Goes on if the caller leaves.
   */
  Backup: grpc.handleServerStreamingCall<_agentos_v1_BackupRequest__Output, _agentos_v1_BackupResponse>;
  
  /**
   * Deletes threads with all that was said in them, all of these or none. NOT_FOUND where there is no such thread;
   * FAILED_PRECONDITION where a turn of one is open, or where one has branches that are not to go.
   */
  DeleteThreads: grpc.handleUnaryCall<_agentos_v1_DeleteThreadsRequest__Output, _agentos_v1_DeleteThreadsResponse>;
  
  /**
   * Everything about threads as JSON Lines, read only as fast as the caller reads. NOT_FOUND where there is no such thread.
   */
  ExportThreads: grpc.handleServerStreamingCall<_agentos_v1_ExportThreadsRequest__Output, _agentos_v1_ExportThreadsResponse>;
  
  /**
   * Takes the PIN away: nothing can be allowed with one then.
   */
  RemovePin: grpc.handleUnaryCall<_agentos_v1_RemovePinRequest__Output, _agentos_v1_RemovePinResponse>;
  
  /**
   * Sets the PIN that lets in by voice, in the place of the one before. INVALID_ARGUMENT where it is not 4 to 12 digits.
   */
  SetPin: grpc.handleUnaryCall<_agentos_v1_SetPinRequest__Output, _agentos_v1_SetPinResponse>;
  
  /**
   * How the daemon is doing.
   */
  Status: grpc.handleUnaryCall<_agentos_v1_StatusRequest__Output, _agentos_v1_StatusResponse>;
  
  /**
   * Follows the record of it from the first entry, each by the hash of the one before.
   */
  VerifyAudit: grpc.handleUnaryCall<_agentos_v1_VerifyAuditRequest__Output, _agentos_v1_VerifyAuditResponse>;
  
}

export interface AdminDefinition extends grpc.ServiceDefinition {
  Audit: MethodDefinition<_agentos_v1_AuditRequest, _agentos_v1_AuditResponse, _agentos_v1_AuditRequest__Output, _agentos_v1_AuditResponse__Output>
  Backup: MethodDefinition<_agentos_v1_BackupRequest, _agentos_v1_BackupResponse, _agentos_v1_BackupRequest__Output, _agentos_v1_BackupResponse__Output>
  DeleteThreads: MethodDefinition<_agentos_v1_DeleteThreadsRequest, _agentos_v1_DeleteThreadsResponse, _agentos_v1_DeleteThreadsRequest__Output, _agentos_v1_DeleteThreadsResponse__Output>
  ExportThreads: MethodDefinition<_agentos_v1_ExportThreadsRequest, _agentos_v1_ExportThreadsResponse, _agentos_v1_ExportThreadsRequest__Output, _agentos_v1_ExportThreadsResponse__Output>
  RemovePin: MethodDefinition<_agentos_v1_RemovePinRequest, _agentos_v1_RemovePinResponse, _agentos_v1_RemovePinRequest__Output, _agentos_v1_RemovePinResponse__Output>
  SetPin: MethodDefinition<_agentos_v1_SetPinRequest, _agentos_v1_SetPinResponse, _agentos_v1_SetPinRequest__Output, _agentos_v1_SetPinResponse__Output>
  Status: MethodDefinition<_agentos_v1_StatusRequest, _agentos_v1_StatusResponse, _agentos_v1_StatusRequest__Output, _agentos_v1_StatusResponse__Output>
  VerifyAudit: MethodDefinition<_agentos_v1_VerifyAuditRequest, _agentos_v1_VerifyAuditResponse, _agentos_v1_VerifyAuditRequest__Output, _agentos_v1_VerifyAuditResponse__Output>
}
