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
import type { Heard as _agentos_v1_Heard, Heard__Output as _agentos_v1_Heard__Output } from './agentos/v1/Heard.ts';
import type { Hello as _agentos_v1_Hello, Hello__Output as _agentos_v1_Hello__Output } from './agentos/v1/Hello.ts';
import type { Mail as _agentos_v1_Mail, Mail__Output as _agentos_v1_Mail__Output } from './agentos/v1/Mail.ts';
import type { Ping as _agentos_v1_Ping, Ping__Output as _agentos_v1_Ping__Output } from './agentos/v1/Ping.ts';
import type { Progress as _agentos_v1_Progress, Progress__Output as _agentos_v1_Progress__Output } from './agentos/v1/Progress.ts';
import type { Reply as _agentos_v1_Reply, Reply__Output as _agentos_v1_Reply__Output } from './agentos/v1/Reply.ts';
import type { Utterance as _agentos_v1_Utterance, Utterance__Output as _agentos_v1_Utterance__Output } from './agentos/v1/Utterance.ts';
import type { WakeClaim as _agentos_v1_WakeClaim, WakeClaim__Output as _agentos_v1_WakeClaim__Output } from './agentos/v1/WakeClaim.ts';
import type { WakeVerdict as _agentos_v1_WakeVerdict, WakeVerdict__Output as _agentos_v1_WakeVerdict__Output } from './agentos/v1/WakeVerdict.ts';
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
      Done: MessageTypeDefinition<_agentos_v1_Done, _agentos_v1_Done__Output>
      Failure: MessageTypeDefinition<_agentos_v1_Failure, _agentos_v1_Failure__Output>
      Heard: MessageTypeDefinition<_agentos_v1_Heard, _agentos_v1_Heard__Output>
      Hello: MessageTypeDefinition<_agentos_v1_Hello, _agentos_v1_Hello__Output>
      Mail: MessageTypeDefinition<_agentos_v1_Mail, _agentos_v1_Mail__Output>
      Outcome: EnumTypeDefinition
      Ping: MessageTypeDefinition<_agentos_v1_Ping, _agentos_v1_Ping__Output>
      Progress: MessageTypeDefinition<_agentos_v1_Progress, _agentos_v1_Progress__Output>
      Reply: MessageTypeDefinition<_agentos_v1_Reply, _agentos_v1_Reply__Output>
      ThreadStatus: EnumTypeDefinition
      Utterance: MessageTypeDefinition<_agentos_v1_Utterance, _agentos_v1_Utterance__Output>
      WakeClaim: MessageTypeDefinition<_agentos_v1_WakeClaim, _agentos_v1_WakeClaim__Output>
      WakeVerdict: MessageTypeDefinition<_agentos_v1_WakeVerdict, _agentos_v1_WakeVerdict__Output>
      Welcome: MessageTypeDefinition<_agentos_v1_Welcome, _agentos_v1_Welcome__Output>
    }
  }
}

