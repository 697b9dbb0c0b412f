import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Accepted as _agentos_v1_Accepted, Accepted__Output as _agentos_v1_Accepted__Output } from './agentos/v1/Accepted.ts';
import type { Answer as _agentos_v1_Answer, Answer__Output as _agentos_v1_Answer__Output } from './agentos/v1/Answer.ts';
import type { Ask as _agentos_v1_Ask, Ask__Output as _agentos_v1_Ask__Output } from './agentos/v1/Ask.ts';
import type { AssistantClient as _agentos_v1_AssistantClient, AssistantDefinition as _agentos_v1_AssistantDefinition } from './agentos/v1/Assistant.ts';
import type { Cancel as _agentos_v1_Cancel, Cancel__Output as _agentos_v1_Cancel__Output } from './agentos/v1/Cancel.ts';
import type { Capabilities as _agentos_v1_Capabilities, Capabilities__Output as _agentos_v1_Capabilities__Output } from './agentos/v1/Capabilities.ts';
import type { ConverseRequest as _agentos_v1_ConverseRequest, ConverseRequest__Output as _agentos_v1_ConverseRequest__Output } from './agentos/v1/ConverseRequest.ts';
import type { ConverseResponse as _agentos_v1_ConverseResponse, ConverseResponse__Output as _agentos_v1_ConverseResponse__Output } from './agentos/v1/ConverseResponse.ts';
import type { Done as _agentos_v1_Done, Done__Output as _agentos_v1_Done__Output } from './agentos/v1/Done.ts';
import type { Failure as _agentos_v1_Failure, Failure__Output as _agentos_v1_Failure__Output } from './agentos/v1/Failure.ts';
import type { Fault as _agentos_v1_Fault, Fault__Output as _agentos_v1_Fault__Output } from './agentos/v1/Fault.ts';
import type { ForkThreadRequest as _agentos_v1_ForkThreadRequest, ForkThreadRequest__Output as _agentos_v1_ForkThreadRequest__Output } from './agentos/v1/ForkThreadRequest.ts';
import type { ForkThreadResponse as _agentos_v1_ForkThreadResponse, ForkThreadResponse__Output as _agentos_v1_ForkThreadResponse__Output } from './agentos/v1/ForkThreadResponse.ts';
import type { GetThreadRequest as _agentos_v1_GetThreadRequest, GetThreadRequest__Output as _agentos_v1_GetThreadRequest__Output } from './agentos/v1/GetThreadRequest.ts';
import type { GetThreadResponse as _agentos_v1_GetThreadResponse, GetThreadResponse__Output as _agentos_v1_GetThreadResponse__Output } from './agentos/v1/GetThreadResponse.ts';
import type { Heard as _agentos_v1_Heard, Heard__Output as _agentos_v1_Heard__Output } from './agentos/v1/Heard.ts';
import type { Hello as _agentos_v1_Hello, Hello__Output as _agentos_v1_Hello__Output } from './agentos/v1/Hello.ts';
import type { ListThreadsRequest as _agentos_v1_ListThreadsRequest, ListThreadsRequest__Output as _agentos_v1_ListThreadsRequest__Output } from './agentos/v1/ListThreadsRequest.ts';
import type { ListThreadsResponse as _agentos_v1_ListThreadsResponse, ListThreadsResponse__Output as _agentos_v1_ListThreadsResponse__Output } from './agentos/v1/ListThreadsResponse.ts';
import type { LiveCall as _agentos_v1_LiveCall, LiveCall__Output as _agentos_v1_LiveCall__Output } from './agentos/v1/LiveCall.ts';
import type { LivePair as _agentos_v1_LivePair, LivePair__Output as _agentos_v1_LivePair__Output } from './agentos/v1/LivePair.ts';
import type { LiveTurn as _agentos_v1_LiveTurn, LiveTurn__Output as _agentos_v1_LiveTurn__Output } from './agentos/v1/LiveTurn.ts';
import type { Mail as _agentos_v1_Mail, Mail__Output as _agentos_v1_Mail__Output } from './agentos/v1/Mail.ts';
import type { Message as _agentos_v1_Message, Message__Output as _agentos_v1_Message__Output } from './agentos/v1/Message.ts';
import type { Origin as _agentos_v1_Origin, Origin__Output as _agentos_v1_Origin__Output } from './agentos/v1/Origin.ts';
import type { Ping as _agentos_v1_Ping, Ping__Output as _agentos_v1_Ping__Output } from './agentos/v1/Ping.ts';
import type { Progress as _agentos_v1_Progress, Progress__Output as _agentos_v1_Progress__Output } from './agentos/v1/Progress.ts';
import type { ReplayDifference as _agentos_v1_ReplayDifference, ReplayDifference__Output as _agentos_v1_ReplayDifference__Output } from './agentos/v1/ReplayDifference.ts';
import type { ReplayProgress as _agentos_v1_ReplayProgress, ReplayProgress__Output as _agentos_v1_ReplayProgress__Output } from './agentos/v1/ReplayProgress.ts';
import type { ReplayThreadsRequest as _agentos_v1_ReplayThreadsRequest, ReplayThreadsRequest__Output as _agentos_v1_ReplayThreadsRequest__Output } from './agentos/v1/ReplayThreadsRequest.ts';
import type { ReplayThreadsResponse as _agentos_v1_ReplayThreadsResponse, ReplayThreadsResponse__Output as _agentos_v1_ReplayThreadsResponse__Output } from './agentos/v1/ReplayThreadsResponse.ts';
import type { Reply as _agentos_v1_Reply, Reply__Output as _agentos_v1_Reply__Output } from './agentos/v1/Reply.ts';
import type { Thread as _agentos_v1_Thread, Thread__Output as _agentos_v1_Thread__Output } from './agentos/v1/Thread.ts';
import type { ThreadEvent as _agentos_v1_ThreadEvent, ThreadEvent__Output as _agentos_v1_ThreadEvent__Output } from './agentos/v1/ThreadEvent.ts';
import type { ThreadEventsRequest as _agentos_v1_ThreadEventsRequest, ThreadEventsRequest__Output as _agentos_v1_ThreadEventsRequest__Output } from './agentos/v1/ThreadEventsRequest.ts';
import type { ThreadEventsResponse as _agentos_v1_ThreadEventsResponse, ThreadEventsResponse__Output as _agentos_v1_ThreadEventsResponse__Output } from './agentos/v1/ThreadEventsResponse.ts';
import type { ThreadReplayed as _agentos_v1_ThreadReplayed, ThreadReplayed__Output as _agentos_v1_ThreadReplayed__Output } from './agentos/v1/ThreadReplayed.ts';
import type { ThreadRow as _agentos_v1_ThreadRow, ThreadRow__Output as _agentos_v1_ThreadRow__Output } from './agentos/v1/ThreadRow.ts';
import type { ThreadsClient as _agentos_v1_ThreadsClient, ThreadsDefinition as _agentos_v1_ThreadsDefinition } from './agentos/v1/Threads.ts';
import type { UndoCall as _agentos_v1_UndoCall, UndoCall__Output as _agentos_v1_UndoCall__Output } from './agentos/v1/UndoCall.ts';
import type { Utterance as _agentos_v1_Utterance, Utterance__Output as _agentos_v1_Utterance__Output } from './agentos/v1/Utterance.ts';
import type { WakeClaim as _agentos_v1_WakeClaim, WakeClaim__Output as _agentos_v1_WakeClaim__Output } from './agentos/v1/WakeClaim.ts';
import type { WakeVerdict as _agentos_v1_WakeVerdict, WakeVerdict__Output as _agentos_v1_WakeVerdict__Output } from './agentos/v1/WakeVerdict.ts';
import type { WatchThreadRequest as _agentos_v1_WatchThreadRequest, WatchThreadRequest__Output as _agentos_v1_WatchThreadRequest__Output } from './agentos/v1/WatchThreadRequest.ts';
import type { WatchThreadResponse as _agentos_v1_WatchThreadResponse, WatchThreadResponse__Output as _agentos_v1_WatchThreadResponse__Output } from './agentos/v1/WatchThreadResponse.ts';
import type { Welcome as _agentos_v1_Welcome, Welcome__Output as _agentos_v1_Welcome__Output } from './agentos/v1/Welcome.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentos: {
    v1: {
      Accepted: MessageTypeDefinition<_agentos_v1_Accepted, _agentos_v1_Accepted__Output>
      Answer: MessageTypeDefinition<_agentos_v1_Answer, _agentos_v1_Answer__Output>
      Ask: MessageTypeDefinition<_agentos_v1_Ask, _agentos_v1_Ask__Output>
      AskKind: EnumTypeDefinition
      /**
       * Where utterances go in and answers come out.
       */
      Assistant: SubtypeConstructor<typeof grpc.Client, _agentos_v1_AssistantClient> & { service: _agentos_v1_AssistantDefinition }
      Cancel: MessageTypeDefinition<_agentos_v1_Cancel, _agentos_v1_Cancel__Output>
      Capabilities: MessageTypeDefinition<_agentos_v1_Capabilities, _agentos_v1_Capabilities__Output>
      ConverseRequest: MessageTypeDefinition<_agentos_v1_ConverseRequest, _agentos_v1_ConverseRequest__Output>
      ConverseResponse: MessageTypeDefinition<_agentos_v1_ConverseResponse, _agentos_v1_ConverseResponse__Output>
      Direction: EnumTypeDefinition
      Done: MessageTypeDefinition<_agentos_v1_Done, _agentos_v1_Done__Output>
      Failure: MessageTypeDefinition<_agentos_v1_Failure, _agentos_v1_Failure__Output>
      Fault: MessageTypeDefinition<_agentos_v1_Fault, _agentos_v1_Fault__Output>
      ForkThreadRequest: MessageTypeDefinition<_agentos_v1_ForkThreadRequest, _agentos_v1_ForkThreadRequest__Output>
      ForkThreadResponse: MessageTypeDefinition<_agentos_v1_ForkThreadResponse, _agentos_v1_ForkThreadResponse__Output>
      GetThreadRequest: MessageTypeDefinition<_agentos_v1_GetThreadRequest, _agentos_v1_GetThreadRequest__Output>
      GetThreadResponse: MessageTypeDefinition<_agentos_v1_GetThreadResponse, _agentos_v1_GetThreadResponse__Output>
      Heard: MessageTypeDefinition<_agentos_v1_Heard, _agentos_v1_Heard__Output>
      Hello: MessageTypeDefinition<_agentos_v1_Hello, _agentos_v1_Hello__Output>
      ListThreadsRequest: MessageTypeDefinition<_agentos_v1_ListThreadsRequest, _agentos_v1_ListThreadsRequest__Output>
      ListThreadsResponse: MessageTypeDefinition<_agentos_v1_ListThreadsResponse, _agentos_v1_ListThreadsResponse__Output>
      LiveCall: MessageTypeDefinition<_agentos_v1_LiveCall, _agentos_v1_LiveCall__Output>
      LivePair: MessageTypeDefinition<_agentos_v1_LivePair, _agentos_v1_LivePair__Output>
      LiveTurn: MessageTypeDefinition<_agentos_v1_LiveTurn, _agentos_v1_LiveTurn__Output>
      Mail: MessageTypeDefinition<_agentos_v1_Mail, _agentos_v1_Mail__Output>
      Message: MessageTypeDefinition<_agentos_v1_Message, _agentos_v1_Message__Output>
      Origin: MessageTypeDefinition<_agentos_v1_Origin, _agentos_v1_Origin__Output>
      Outcome: EnumTypeDefinition
      Ping: MessageTypeDefinition<_agentos_v1_Ping, _agentos_v1_Ping__Output>
      Progress: MessageTypeDefinition<_agentos_v1_Progress, _agentos_v1_Progress__Output>
      ReplayDifference: MessageTypeDefinition<_agentos_v1_ReplayDifference, _agentos_v1_ReplayDifference__Output>
      ReplayProgress: MessageTypeDefinition<_agentos_v1_ReplayProgress, _agentos_v1_ReplayProgress__Output>
      ReplayThreadsRequest: MessageTypeDefinition<_agentos_v1_ReplayThreadsRequest, _agentos_v1_ReplayThreadsRequest__Output>
      ReplayThreadsResponse: MessageTypeDefinition<_agentos_v1_ReplayThreadsResponse, _agentos_v1_ReplayThreadsResponse__Output>
      Reply: MessageTypeDefinition<_agentos_v1_Reply, _agentos_v1_Reply__Output>
      Thread: MessageTypeDefinition<_agentos_v1_Thread, _agentos_v1_Thread__Output>
      ThreadEvent: MessageTypeDefinition<_agentos_v1_ThreadEvent, _agentos_v1_ThreadEvent__Output>
      ThreadEventsRequest: MessageTypeDefinition<_agentos_v1_ThreadEventsRequest, _agentos_v1_ThreadEventsRequest__Output>
      ThreadEventsResponse: MessageTypeDefinition<_agentos_v1_ThreadEventsResponse, _agentos_v1_ThreadEventsResponse__Output>
      ThreadReplayed: MessageTypeDefinition<_agentos_v1_ThreadReplayed, _agentos_v1_ThreadReplayed__Output>
      ThreadRow: MessageTypeDefinition<_agentos_v1_ThreadRow, _agentos_v1_ThreadRow__Output>
      ThreadStatus: EnumTypeDefinition
      /**
       * What was said and done: the threads and their events. For the owner's socket only.
       */
      Threads: SubtypeConstructor<typeof grpc.Client, _agentos_v1_ThreadsClient> & { service: _agentos_v1_ThreadsDefinition }
      UndoCall: MessageTypeDefinition<_agentos_v1_UndoCall, _agentos_v1_UndoCall__Output>
      Utterance: MessageTypeDefinition<_agentos_v1_Utterance, _agentos_v1_Utterance__Output>
      WakeClaim: MessageTypeDefinition<_agentos_v1_WakeClaim, _agentos_v1_WakeClaim__Output>
      WakeVerdict: MessageTypeDefinition<_agentos_v1_WakeVerdict, _agentos_v1_WakeVerdict__Output>
      WatchThreadRequest: MessageTypeDefinition<_agentos_v1_WatchThreadRequest, _agentos_v1_WatchThreadRequest__Output>
      WatchThreadResponse: MessageTypeDefinition<_agentos_v1_WatchThreadResponse, _agentos_v1_WatchThreadResponse__Output>
      Welcome: MessageTypeDefinition<_agentos_v1_Welcome, _agentos_v1_Welcome__Output>
    }
  }
}

