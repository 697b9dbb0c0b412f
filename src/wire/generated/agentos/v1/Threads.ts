// Original file: proto/agentos/v1/threads.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ForkThreadRequest as _agentos_v1_ForkThreadRequest, ForkThreadRequest__Output as _agentos_v1_ForkThreadRequest__Output } from '../../agentos/v1/ForkThreadRequest.ts';
import type { ForkThreadResponse as _agentos_v1_ForkThreadResponse, ForkThreadResponse__Output as _agentos_v1_ForkThreadResponse__Output } from '../../agentos/v1/ForkThreadResponse.ts';
import type { GetThreadRequest as _agentos_v1_GetThreadRequest, GetThreadRequest__Output as _agentos_v1_GetThreadRequest__Output } from '../../agentos/v1/GetThreadRequest.ts';
import type { GetThreadResponse as _agentos_v1_GetThreadResponse, GetThreadResponse__Output as _agentos_v1_GetThreadResponse__Output } from '../../agentos/v1/GetThreadResponse.ts';
import type { ListThreadsRequest as _agentos_v1_ListThreadsRequest, ListThreadsRequest__Output as _agentos_v1_ListThreadsRequest__Output } from '../../agentos/v1/ListThreadsRequest.ts';
import type { ListThreadsResponse as _agentos_v1_ListThreadsResponse, ListThreadsResponse__Output as _agentos_v1_ListThreadsResponse__Output } from '../../agentos/v1/ListThreadsResponse.ts';
import type { ReplayThreadsRequest as _agentos_v1_ReplayThreadsRequest, ReplayThreadsRequest__Output as _agentos_v1_ReplayThreadsRequest__Output } from '../../agentos/v1/ReplayThreadsRequest.ts';
import type { ReplayThreadsResponse as _agentos_v1_ReplayThreadsResponse, ReplayThreadsResponse__Output as _agentos_v1_ReplayThreadsResponse__Output } from '../../agentos/v1/ReplayThreadsResponse.ts';
import type { ThreadEventsRequest as _agentos_v1_ThreadEventsRequest, ThreadEventsRequest__Output as _agentos_v1_ThreadEventsRequest__Output } from '../../agentos/v1/ThreadEventsRequest.ts';
import type { ThreadEventsResponse as _agentos_v1_ThreadEventsResponse, ThreadEventsResponse__Output as _agentos_v1_ThreadEventsResponse__Output } from '../../agentos/v1/ThreadEventsResponse.ts';
import type { WatchThreadRequest as _agentos_v1_WatchThreadRequest, WatchThreadRequest__Output as _agentos_v1_WatchThreadRequest__Output } from '../../agentos/v1/WatchThreadRequest.ts';
import type { WatchThreadResponse as _agentos_v1_WatchThreadResponse, WatchThreadResponse__Output as _agentos_v1_WatchThreadResponse__Output } from '../../agentos/v1/WatchThreadResponse.ts';

/**
 * What was said and done: the threads and their events. For the owner's socket only.
 */
export interface ThreadsClient extends grpc.Client {
  /**
   * A page of a thread's events, in order. NOT_FOUND where there is no such thread.
   */
  Events(argument: _agentos_v1_ThreadEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  Events(argument: _agentos_v1_ThreadEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  Events(argument: _agentos_v1_ThreadEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  Events(argument: _agentos_v1_ThreadEventsRequest, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A page of a thread's events, in order. NOT_FOUND where there is no such thread.
   */
  events(argument: _agentos_v1_ThreadEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  events(argument: _agentos_v1_ThreadEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  events(argument: _agentos_v1_ThreadEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  events(argument: _agentos_v1_ThreadEventsRequest, callback: grpc.requestCallback<_agentos_v1_ThreadEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Branches a thread: a new one with a copy of the turns that were complete then. The parent stays as it is.
   * NOT_FOUND where there is none, OUT_OF_RANGE where it has not come to that event.
   */
  Fork(argument: _agentos_v1_ForkThreadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  Fork(argument: _agentos_v1_ForkThreadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  Fork(argument: _agentos_v1_ForkThreadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  Fork(argument: _agentos_v1_ForkThreadRequest, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Branches a thread: a new one with a copy of the turns that were complete then. The parent stays as it is.
   * NOT_FOUND where there is none, OUT_OF_RANGE where it has not come to that event.
   */
  fork(argument: _agentos_v1_ForkThreadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  fork(argument: _agentos_v1_ForkThreadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  fork(argument: _agentos_v1_ForkThreadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  fork(argument: _agentos_v1_ForkThreadRequest, callback: grpc.requestCallback<_agentos_v1_ForkThreadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * One thread as folded. NOT_FOUND where there is none.
   */
  Get(argument: _agentos_v1_GetThreadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentos_v1_GetThreadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentos_v1_GetThreadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentos_v1_GetThreadRequest, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * One thread as folded. NOT_FOUND where there is none.
   */
  get(argument: _agentos_v1_GetThreadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _agentos_v1_GetThreadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _agentos_v1_GetThreadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _agentos_v1_GetThreadRequest, callback: grpc.requestCallback<_agentos_v1_GetThreadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Threads, the last changed first.
   */
  List(argument: _agentos_v1_ListThreadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _agentos_v1_ListThreadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _agentos_v1_ListThreadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _agentos_v1_ListThreadsRequest, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Threads, the last changed first.
   */
  list(argument: _agentos_v1_ListThreadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _agentos_v1_ListThreadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _agentos_v1_ListThreadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _agentos_v1_ListThreadsRequest, callback: grpc.requestCallback<_agentos_v1_ListThreadsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Runs stored threads' agents and routers again, against the answers that are stored: nothing is made, nothing is written.
   * RESOURCE_EXHAUSTED where too many replays run.
   */
  Replay(argument: _agentos_v1_ReplayThreadsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ReplayThreadsResponse__Output>;
  Replay(argument: _agentos_v1_ReplayThreadsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ReplayThreadsResponse__Output>;
  /**
   * Runs stored threads' agents and routers again, against the answers that are stored: nothing is made, nothing is written.
   * RESOURCE_EXHAUSTED where too many replays run.
   */
  replay(argument: _agentos_v1_ReplayThreadsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ReplayThreadsResponse__Output>;
  replay(argument: _agentos_v1_ReplayThreadsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_ReplayThreadsResponse__Output>;
  
  /**
   * A thread's events in order, without a gap. NOT_FOUND where there is none.
   */
  Watch(argument: _agentos_v1_WatchThreadRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_WatchThreadResponse__Output>;
  Watch(argument: _agentos_v1_WatchThreadRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_WatchThreadResponse__Output>;
  /**
   * A thread's events in order, without a gap. NOT_FOUND where there is none.
   */
  watch(argument: _agentos_v1_WatchThreadRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_WatchThreadResponse__Output>;
  watch(argument: _agentos_v1_WatchThreadRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentos_v1_WatchThreadResponse__Output>;
  
}

/**
 * What was said and done: the threads and their events. For the owner's socket only.
 */
export interface ThreadsHandlers extends grpc.UntypedServiceImplementation {
  /**
   * A page of a thread's events, in order. NOT_FOUND where there is no such thread.
   */
  Events: grpc.handleUnaryCall<_agentos_v1_ThreadEventsRequest__Output, _agentos_v1_ThreadEventsResponse>;
  
  /**
   * Branches a thread: a new one with a copy of the turns that were complete then. The parent stays as it is.
   * NOT_FOUND where there is none, OUT_OF_RANGE where it has not come to that event.
   */
  Fork: grpc.handleUnaryCall<_agentos_v1_ForkThreadRequest__Output, _agentos_v1_ForkThreadResponse>;
  
  /**
   * One thread as folded. NOT_FOUND where there is none.
   */
  Get: grpc.handleUnaryCall<_agentos_v1_GetThreadRequest__Output, _agentos_v1_GetThreadResponse>;
  
  /**
   * Threads, the last changed first.
   */
  List: grpc.handleUnaryCall<_agentos_v1_ListThreadsRequest__Output, _agentos_v1_ListThreadsResponse>;
  
  /**
   * Runs stored threads' agents and routers again, against the answers that are stored: nothing is made, nothing is written.
   * RESOURCE_EXHAUSTED where too many replays run.
   */
  Replay: grpc.handleServerStreamingCall<_agentos_v1_ReplayThreadsRequest__Output, _agentos_v1_ReplayThreadsResponse>;
  
  /**
   * A thread's events in order, without a gap. NOT_FOUND where there is none.
   */
  Watch: grpc.handleServerStreamingCall<_agentos_v1_WatchThreadRequest__Output, _agentos_v1_WatchThreadResponse>;
  
}

export interface ThreadsDefinition extends grpc.ServiceDefinition {
  Events: MethodDefinition<_agentos_v1_ThreadEventsRequest, _agentos_v1_ThreadEventsResponse, _agentos_v1_ThreadEventsRequest__Output, _agentos_v1_ThreadEventsResponse__Output>
  Fork: MethodDefinition<_agentos_v1_ForkThreadRequest, _agentos_v1_ForkThreadResponse, _agentos_v1_ForkThreadRequest__Output, _agentos_v1_ForkThreadResponse__Output>
  Get: MethodDefinition<_agentos_v1_GetThreadRequest, _agentos_v1_GetThreadResponse, _agentos_v1_GetThreadRequest__Output, _agentos_v1_GetThreadResponse__Output>
  List: MethodDefinition<_agentos_v1_ListThreadsRequest, _agentos_v1_ListThreadsResponse, _agentos_v1_ListThreadsRequest__Output, _agentos_v1_ListThreadsResponse__Output>
  Replay: MethodDefinition<_agentos_v1_ReplayThreadsRequest, _agentos_v1_ReplayThreadsResponse, _agentos_v1_ReplayThreadsRequest__Output, _agentos_v1_ReplayThreadsResponse__Output>
  Watch: MethodDefinition<_agentos_v1_WatchThreadRequest, _agentos_v1_WatchThreadResponse, _agentos_v1_WatchThreadRequest__Output, _agentos_v1_WatchThreadResponse__Output>
}
