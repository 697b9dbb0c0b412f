// Original file: proto/agentos/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BackupRequest as _agentos_v1_BackupRequest, BackupRequest__Output as _agentos_v1_BackupRequest__Output } from '../../agentos/v1/BackupRequest.ts';
import type { BackupResponse as _agentos_v1_BackupResponse, BackupResponse__Output as _agentos_v1_BackupResponse__Output } from '../../agentos/v1/BackupResponse.ts';
import type { DeleteThreadsRequest as _agentos_v1_DeleteThreadsRequest, DeleteThreadsRequest__Output as _agentos_v1_DeleteThreadsRequest__Output } from '../../agentos/v1/DeleteThreadsRequest.ts';
import type { DeleteThreadsResponse as _agentos_v1_DeleteThreadsResponse, DeleteThreadsResponse__Output as _agentos_v1_DeleteThreadsResponse__Output } from '../../agentos/v1/DeleteThreadsResponse.ts';
import type { ExportThreadsRequest as _agentos_v1_ExportThreadsRequest, ExportThreadsRequest__Output as _agentos_v1_ExportThreadsRequest__Output } from '../../agentos/v1/ExportThreadsRequest.ts';
import type { ExportThreadsResponse as _agentos_v1_ExportThreadsResponse, ExportThreadsResponse__Output as _agentos_v1_ExportThreadsResponse__Output } from '../../agentos/v1/ExportThreadsResponse.ts';
import type { StatusRequest as _agentos_v1_StatusRequest, StatusRequest__Output as _agentos_v1_StatusRequest__Output } from '../../agentos/v1/StatusRequest.ts';
import type { StatusResponse as _agentos_v1_StatusResponse, StatusResponse__Output as _agentos_v1_StatusResponse__Output } from '../../agentos/v1/StatusResponse.ts';

/**
 * The daemon itself. For the owner's socket only.
 */
export interface AdminClient extends grpc.Client {
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
   * How the daemon is doing.
   */
  Status: grpc.handleUnaryCall<_agentos_v1_StatusRequest__Output, _agentos_v1_StatusResponse>;
  
}

export interface AdminDefinition extends grpc.ServiceDefinition {
  Backup: MethodDefinition<_agentos_v1_BackupRequest, _agentos_v1_BackupResponse, _agentos_v1_BackupRequest__Output, _agentos_v1_BackupResponse__Output>
  DeleteThreads: MethodDefinition<_agentos_v1_DeleteThreadsRequest, _agentos_v1_DeleteThreadsResponse, _agentos_v1_DeleteThreadsRequest__Output, _agentos_v1_DeleteThreadsResponse__Output>
  ExportThreads: MethodDefinition<_agentos_v1_ExportThreadsRequest, _agentos_v1_ExportThreadsResponse, _agentos_v1_ExportThreadsRequest__Output, _agentos_v1_ExportThreadsResponse__Output>
  Status: MethodDefinition<_agentos_v1_StatusRequest, _agentos_v1_StatusResponse, _agentos_v1_StatusRequest__Output, _agentos_v1_StatusResponse__Output>
}
