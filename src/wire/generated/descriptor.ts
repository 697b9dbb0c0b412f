// Generated from proto/ by scripts/generate_wire.ts; do not edit.
import type { fromJSON } from '@grpc/proto-loader';

export const descriptor: Parameters<typeof fromJSON>[0] = JSON.parse(`{
 "nested": {
  "agentos": {
   "nested": {
    "v1": {
     "nested": {
      "Assistant": {
       "methods": {
        "Converse": {
         "requestType": "ConverseRequest",
         "requestStream": true,
         "responseType": "ConverseResponse",
         "responseStream": true
        }
       }
      },
      "ConverseRequest": {
       "oneofs": {
        "message": {
         "oneof": [
          "hello",
          "utterance",
          "answer",
          "cancel",
          "heard",
          "wakeClaim",
          "ping"
         ]
        }
       },
       "fields": {
        "hello": {
         "type": "Hello",
         "id": 1
        },
        "utterance": {
         "type": "Utterance",
         "id": 2
        },
        "answer": {
         "type": "Answer",
         "id": 3
        },
        "cancel": {
         "type": "Cancel",
         "id": 4
        },
        "heard": {
         "type": "Heard",
         "id": 5
        },
        "wakeClaim": {
         "type": "WakeClaim",
         "id": 6
        },
        "ping": {
         "type": "Ping",
         "id": 7
        }
       }
      },
      "ConverseResponse": {
       "oneofs": {
        "message": {
         "oneof": [
          "welcome",
          "accepted",
          "progress",
          "mail",
          "wakeVerdict",
          "failure",
          "done"
         ]
        }
       },
       "fields": {
        "welcome": {
         "type": "Welcome",
         "id": 1
        },
        "accepted": {
         "type": "Accepted",
         "id": 2
        },
        "progress": {
         "type": "Progress",
         "id": 3
        },
        "mail": {
         "type": "Mail",
         "id": 4
        },
        "wakeVerdict": {
         "type": "WakeVerdict",
         "id": 5
        },
        "failure": {
         "type": "Failure",
         "id": 6
        },
        "done": {
         "type": "Done",
         "id": 7
        }
       }
      },
      "Hello": {
       "oneofs": {
        "_area": {
         "oneof": [
          "area"
         ]
        },
        "_lastOffset": {
         "oneof": [
          "lastOffset"
         ]
        }
       },
       "fields": {
        "name": {
         "type": "string",
         "id": 1
        },
        "kind": {
         "type": "string",
         "id": 2
        },
        "area": {
         "type": "string",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "capabilities": {
         "type": "Capabilities",
         "id": 4
        },
        "lastOffset": {
         "type": "int64",
         "id": 5,
         "options": {
          "proto3_optional": true
         }
        },
        "version": {
         "type": "string",
         "id": 6
        }
       }
      },
      "Capabilities": {
       "fields": {
        "speak": {
         "type": "bool",
         "id": 1
        },
        "confirm": {
         "type": "bool",
         "id": 2
        },
        "notices": {
         "type": "bool",
         "id": 3
        },
        "ask": {
         "type": "bool",
         "id": 4
        }
       }
      },
      "Utterance": {
       "oneofs": {
        "_confidence": {
         "oneof": [
          "confidence"
         ]
        },
        "_speaker": {
         "oneof": [
          "speaker"
         ]
        },
        "_language": {
         "oneof": [
          "language"
         ]
        },
        "_thread": {
         "oneof": [
          "thread"
         ]
        },
        "_sinceSpeechMs": {
         "oneof": [
          "sinceSpeechMs"
         ]
        }
       },
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "text": {
         "type": "string",
         "id": 2
        },
        "alternatives": {
         "rule": "repeated",
         "type": "string",
         "id": 3
        },
        "confidence": {
         "type": "double",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        },
        "speaker": {
         "type": "string",
         "id": 5,
         "options": {
          "proto3_optional": true
         }
        },
        "language": {
         "type": "string",
         "id": 6,
         "options": {
          "proto3_optional": true
         }
        },
        "thread": {
         "type": "string",
         "id": 7,
         "options": {
          "proto3_optional": true
         }
        },
        "continueLast": {
         "type": "bool",
         "id": 8
        },
        "sinceSpeechMs": {
         "type": "int64",
         "id": 9,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Answer": {
       "oneofs": {
        "_sinceSpeechMs": {
         "oneof": [
          "sinceSpeechMs"
         ]
        }
       },
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "askId": {
         "type": "string",
         "id": 2
        },
        "text": {
         "type": "string",
         "id": 3
        },
        "sinceSpeechMs": {
         "type": "int64",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Cancel": {
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "thread": {
         "type": "string",
         "id": 2
        },
        "turn": {
         "type": "int64",
         "id": 3
        }
       }
      },
      "Heard": {
       "fields": {
        "offset": {
         "type": "int64",
         "id": 1
        }
       }
      },
      "WakeClaim": {
       "oneofs": {
        "_area": {
         "oneof": [
          "area"
         ]
        }
       },
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "area": {
         "type": "string",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        },
        "energyDb": {
         "type": "double",
         "id": 3
        },
        "score": {
         "type": "double",
         "id": 4
        }
       }
      },
      "Ping": {
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        }
       }
      },
      "Welcome": {
       "oneofs": {
        "_snapshotRequiredTo": {
         "oneof": [
          "snapshotRequiredTo"
         ]
        }
       },
       "fields": {
        "version": {
         "type": "string",
         "id": 1
        },
        "offset": {
         "type": "int64",
         "id": 2
        },
        "lastOffset": {
         "type": "int64",
         "id": 3
        },
        "snapshotRequiredTo": {
         "type": "int64",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Accepted": {
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "thread": {
         "type": "string",
         "id": 2
        },
        "turn": {
         "type": "int64",
         "id": 3
        },
        "seq": {
         "type": "int64",
         "id": 4
        },
        "answered": {
         "type": "bool",
         "id": 5
        }
       }
      },
      "Progress": {
       "fields": {
        "thread": {
         "type": "string",
         "id": 1
        },
        "turn": {
         "type": "int64",
         "id": 2
        },
        "attempt": {
         "type": "int32",
         "id": 3
        },
        "offset": {
         "type": "int64",
         "id": 4
        },
        "text": {
         "type": "string",
         "id": 5
        }
       }
      },
      "Mail": {
       "oneofs": {
        "body": {
         "oneof": [
          "reply",
          "notice",
          "ask"
         ]
        }
       },
       "fields": {
        "offset": {
         "type": "int64",
         "id": 1
        },
        "at": {
         "type": "int64",
         "id": 2
        },
        "thread": {
         "type": "string",
         "id": 3
        },
        "turn": {
         "type": "int64",
         "id": 4
        },
        "reply": {
         "type": "Reply",
         "id": 5
        },
        "notice": {
         "type": "Reply",
         "id": 6
        },
        "ask": {
         "type": "Ask",
         "id": 7
        }
       }
      },
      "Reply": {
       "oneofs": {
        "_outcome": {
         "oneof": [
          "outcome"
         ]
        },
        "_code": {
         "oneof": [
          "code"
         ]
        }
       },
       "fields": {
        "text": {
         "type": "string",
         "id": 1
        },
        "status": {
         "type": "ThreadStatus",
         "id": 2
        },
        "outcome": {
         "type": "Outcome",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "acted": {
         "type": "bool",
         "id": 4
        },
        "code": {
         "type": "string",
         "id": 5,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Ask": {
       "fields": {
        "askId": {
         "type": "string",
         "id": 1
        },
        "kind": {
         "type": "AskKind",
         "id": 2
        },
        "text": {
         "type": "string",
         "id": 3
        },
        "choices": {
         "rule": "repeated",
         "type": "string",
         "id": 4
        },
        "expiresAt": {
         "type": "int64",
         "id": 5
        }
       }
      },
      "WakeVerdict": {
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "won": {
         "type": "bool",
         "id": 2
        }
       }
      },
      "Failure": {
       "oneofs": {
        "_retryDelayMs": {
         "oneof": [
          "retryDelayMs"
         ]
        }
       },
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        },
        "code": {
         "type": "string",
         "id": 2
        },
        "message": {
         "type": "string",
         "id": 3
        },
        "retryable": {
         "type": "bool",
         "id": 4
        },
        "retryDelayMs": {
         "type": "int64",
         "id": 5,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Done": {
       "fields": {
        "requestId": {
         "type": "string",
         "id": 1
        }
       }
      },
      "ThreadStatus": {
       "values": {
        "THREAD_STATUS_UNSPECIFIED": 0,
        "THREAD_STATUS_ACTIVE": 1,
        "THREAD_STATUS_WAITING": 2,
        "THREAD_STATUS_COMPLETE": 3,
        "THREAD_STATUS_FAILED": 4
       }
      },
      "Outcome": {
       "values": {
        "OUTCOME_UNSPECIFIED": 0,
        "OUTCOME_DONE": 1,
        "OUTCOME_FAILED": 2,
        "OUTCOME_UNKNOWN": 3
       }
      },
      "AskKind": {
       "values": {
        "ASK_KIND_UNSPECIFIED": 0,
        "ASK_KIND_CONFIRM": 1,
        "ASK_KIND_QUESTION": 2,
        "ASK_KIND_PIN": 3
       }
      },
      "Threads": {
       "methods": {
        "List": {
         "requestType": "ListThreadsRequest",
         "responseType": "ListThreadsResponse"
        },
        "Get": {
         "requestType": "GetThreadRequest",
         "responseType": "GetThreadResponse"
        },
        "Events": {
         "requestType": "ThreadEventsRequest",
         "responseType": "ThreadEventsResponse"
        },
        "Watch": {
         "requestType": "WatchThreadRequest",
         "responseType": "WatchThreadResponse",
         "responseStream": true
        },
        "Fork": {
         "requestType": "ForkThreadRequest",
         "responseType": "ForkThreadResponse"
        },
        "Replay": {
         "requestType": "ReplayThreadsRequest",
         "responseType": "ReplayThreadsResponse",
         "responseStream": true
        }
       }
      },
      "ListThreadsRequest": {
       "oneofs": {
        "_limit": {
         "oneof": [
          "limit"
         ]
        },
        "_before": {
         "oneof": [
          "before"
         ]
        }
       },
       "fields": {
        "limit": {
         "type": "int32",
         "id": 1,
         "options": {
          "proto3_optional": true
         }
        },
        "before": {
         "type": "int64",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        },
        "open": {
         "type": "bool",
         "id": 3
        }
       }
      },
      "ListThreadsResponse": {
       "fields": {
        "threads": {
         "rule": "repeated",
         "type": "ThreadRow",
         "id": 1
        }
       }
      },
      "GetThreadRequest": {
       "oneofs": {
        "_atSeq": {
         "oneof": [
          "atSeq"
         ]
        }
       },
       "fields": {
        "thread": {
         "type": "string",
         "id": 1
        },
        "atSeq": {
         "type": "int64",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "GetThreadResponse": {
       "fields": {
        "thread": {
         "type": "Thread",
         "id": 1
        },
        "open": {
         "rule": "repeated",
         "type": "ThreadEvent",
         "id": 2
        }
       }
      },
      "ForkThreadRequest": {
       "oneofs": {
        "_atSeq": {
         "oneof": [
          "atSeq"
         ]
        },
        "_title": {
         "oneof": [
          "title"
         ]
        }
       },
       "fields": {
        "thread": {
         "type": "string",
         "id": 1
        },
        "atSeq": {
         "type": "int64",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        },
        "title": {
         "type": "string",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "ForkThreadResponse": {
       "fields": {
        "thread": {
         "type": "ThreadRow",
         "id": 1
        }
       }
      },
      "ReplayThreadsRequest": {
       "oneofs": {
        "_thread": {
         "oneof": [
          "thread"
         ]
        }
       },
       "fields": {
        "thread": {
         "type": "string",
         "id": 1,
         "options": {
          "proto3_optional": true
         }
        },
        "since": {
         "type": "int64",
         "id": 2
        },
        "live": {
         "type": "bool",
         "id": 3
        }
       }
      },
      "ReplayThreadsResponse": {
       "oneofs": {
        "news": {
         "oneof": [
          "replayed",
          "progress",
          "live"
         ]
        }
       },
       "fields": {
        "replayed": {
         "type": "ThreadReplayed",
         "id": 1
        },
        "progress": {
         "type": "ReplayProgress",
         "id": 2
        },
        "live": {
         "type": "LiveTurn",
         "id": 3
        }
       }
      },
      "ThreadReplayed": {
       "fields": {
        "thread": {
         "type": "ThreadRow",
         "id": 1
        },
        "turns": {
         "type": "int64",
         "id": 2
        },
        "events": {
         "type": "int64",
         "id": 3
        },
        "differences": {
         "rule": "repeated",
         "type": "ReplayDifference",
         "id": 4
        }
       }
      },
      "ReplayDifference": {
       "oneofs": {
        "_beforeJson": {
         "oneof": [
          "beforeJson"
         ]
        },
        "_nowJson": {
         "oneof": [
          "nowJson"
         ]
        }
       },
       "fields": {
        "turn": {
         "type": "int64",
         "id": 1
        },
        "key": {
         "type": "string",
         "id": 2
        },
        "seq": {
         "type": "int64",
         "id": 3
        },
        "what": {
         "type": "string",
         "id": 4
        },
        "beforeJson": {
         "type": "string",
         "id": 5,
         "options": {
          "proto3_optional": true
         }
        },
        "nowJson": {
         "type": "string",
         "id": 6,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "ReplayProgress": {
       "fields": {
        "threads": {
         "type": "int64",
         "id": 1
        },
        "turns": {
         "type": "int64",
         "id": 2
        },
        "events": {
         "type": "int64",
         "id": 3
        },
        "different": {
         "type": "int64",
         "id": 4
        },
        "done": {
         "type": "bool",
         "id": 5
        }
       }
      },
      "LiveTurn": {
       "oneofs": {
        "_before": {
         "oneof": [
          "before"
         ]
        }
       },
       "fields": {
        "turn": {
         "type": "int64",
         "id": 1
        },
        "said": {
         "type": "string",
         "id": 2
        },
        "calls": {
         "rule": "repeated",
         "type": "LivePair",
         "id": 3
        },
        "before": {
         "type": "string",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        },
        "now": {
         "type": "string",
         "id": 5
        },
        "same": {
         "type": "bool",
         "id": 6
        }
       }
      },
      "LivePair": {
       "fields": {
        "key": {
         "type": "string",
         "id": 1
        },
        "before": {
         "type": "LiveCall",
         "id": 2
        },
        "now": {
         "type": "LiveCall",
         "id": 3
        },
        "same": {
         "type": "bool",
         "id": 4
        }
       }
      },
      "LiveCall": {
       "oneofs": {
        "_answerJson": {
         "oneof": [
          "answerJson"
         ]
        }
       },
       "fields": {
        "subject": {
         "type": "string",
         "id": 1
        },
        "inputJson": {
         "type": "string",
         "id": 2
        },
        "answerJson": {
         "type": "string",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "error": {
         "type": "Fault",
         "id": 4
        },
        "source": {
         "type": "string",
         "id": 5
        }
       }
      },
      "ThreadEventsRequest": {
       "oneofs": {
        "_untilSeq": {
         "oneof": [
          "untilSeq"
         ]
        },
        "_limit": {
         "oneof": [
          "limit"
         ]
        }
       },
       "fields": {
        "thread": {
         "type": "string",
         "id": 1
        },
        "afterSeq": {
         "type": "int64",
         "id": 2
        },
        "untilSeq": {
         "type": "int64",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "limit": {
         "type": "int32",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "ThreadEventsResponse": {
       "oneofs": {
        "_nextAfterSeq": {
         "oneof": [
          "nextAfterSeq"
         ]
        }
       },
       "fields": {
        "events": {
         "rule": "repeated",
         "type": "ThreadEvent",
         "id": 1
        },
        "nextAfterSeq": {
         "type": "int64",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "WatchThreadRequest": {
       "fields": {
        "thread": {
         "type": "string",
         "id": 1
        },
        "afterSeq": {
         "type": "int64",
         "id": 2
        },
        "follow": {
         "type": "bool",
         "id": 3
        }
       }
      },
      "WatchThreadResponse": {
       "fields": {
        "event": {
         "type": "ThreadEvent",
         "id": 1
        }
       }
      },
      "Origin": {
       "oneofs": {
        "_area": {
         "oneof": [
          "area"
         ]
        },
        "_speaker": {
         "oneof": [
          "speaker"
         ]
        }
       },
       "fields": {
        "client": {
         "type": "string",
         "id": 1
        },
        "interface": {
         "type": "string",
         "id": 2
        },
        "area": {
         "type": "string",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "speaker": {
         "type": "string",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "ThreadRow": {
       "oneofs": {
        "_parent": {
         "oneof": [
          "parent"
         ]
        },
        "_branchedAt": {
         "oneof": [
          "branchedAt"
         ]
        }
       },
       "fields": {
        "id": {
         "type": "string",
         "id": 1
        },
        "parent": {
         "type": "string",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        },
        "origin": {
         "type": "Origin",
         "id": 3
        },
        "status": {
         "type": "ThreadStatus",
         "id": 4
        },
        "turn": {
         "type": "int64",
         "id": 5
        },
        "seq": {
         "type": "int64",
         "id": 6
        },
        "taint": {
         "rule": "repeated",
         "type": "string",
         "id": 7
        },
        "title": {
         "type": "string",
         "id": 8
        },
        "createdAt": {
         "type": "int64",
         "id": 9
        },
        "updatedAt": {
         "type": "int64",
         "id": 10
        },
        "branchedAt": {
         "type": "int64",
         "id": 11,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Thread": {
       "oneofs": {
        "_parent": {
         "oneof": [
          "parent"
         ]
        },
        "_branchedAt": {
         "oneof": [
          "branchedAt"
         ]
        }
       },
       "fields": {
        "id": {
         "type": "string",
         "id": 1
        },
        "parent": {
         "type": "string",
         "id": 2,
         "options": {
          "proto3_optional": true
         }
        },
        "origin": {
         "type": "Origin",
         "id": 3
        },
        "status": {
         "type": "ThreadStatus",
         "id": 4
        },
        "turn": {
         "type": "int64",
         "id": 5
        },
        "seq": {
         "type": "int64",
         "id": 6
        },
        "taint": {
         "rule": "repeated",
         "type": "string",
         "id": 7
        },
        "messages": {
         "rule": "repeated",
         "type": "Message",
         "id": 8
        },
        "metadataJson": {
         "type": "string",
         "id": 9
        },
        "branchedAt": {
         "type": "int64",
         "id": 10,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Message": {
       "fields": {
        "turn": {
         "type": "int64",
         "id": 1
        },
        "role": {
         "type": "string",
         "id": 2
        },
        "text": {
         "type": "string",
         "id": 3
        },
        "taint": {
         "rule": "repeated",
         "type": "string",
         "id": 4
        }
       }
      },
      "Direction": {
       "values": {
        "DIRECTION_UNSPECIFIED": 0,
        "DIRECTION_FORWARD": 1,
        "DIRECTION_BACKWARD": 2,
        "DIRECTION_END": 3
       }
      },
      "ThreadEvent": {
       "oneofs": {
        "_cause": {
         "oneof": [
          "cause"
         ]
        },
        "_provider": {
         "oneof": [
          "provider"
         ]
        },
        "_wanted": {
         "oneof": [
          "wanted"
         ]
        },
        "_effect": {
         "oneof": [
          "effect"
         ]
        },
        "_version": {
         "oneof": [
          "version"
         ]
        },
        "_dataJson": {
         "oneof": [
          "dataJson"
         ]
        },
        "_copiedFrom": {
         "oneof": [
          "copiedFrom"
         ]
        }
       },
       "fields": {
        "id": {
         "type": "string",
         "id": 1
        },
        "thread": {
         "type": "string",
         "id": 2
        },
        "turn": {
         "type": "int64",
         "id": 3
        },
        "seq": {
         "type": "int64",
         "id": 4
        },
        "at": {
         "type": "int64",
         "id": 5
        },
        "direction": {
         "type": "Direction",
         "id": 6
        },
        "subject": {
         "type": "string",
         "id": 7
        },
        "key": {
         "type": "string",
         "id": 8
        },
        "from": {
         "type": "string",
         "id": 9
        },
        "to": {
         "rule": "repeated",
         "type": "string",
         "id": 10
        },
        "cause": {
         "type": "string",
         "id": 11,
         "options": {
          "proto3_optional": true
         }
        },
        "provider": {
         "type": "string",
         "id": 12,
         "options": {
          "proto3_optional": true
         }
        },
        "wanted": {
         "type": "string",
         "id": 13,
         "options": {
          "proto3_optional": true
         }
        },
        "effect": {
         "type": "string",
         "id": 14,
         "options": {
          "proto3_optional": true
         }
        },
        "version": {
         "type": "string",
         "id": 15,
         "options": {
          "proto3_optional": true
         }
        },
        "handoff": {
         "type": "bool",
         "id": 16
        },
        "taint": {
         "rule": "repeated",
         "type": "string",
         "id": 17
        },
        "dataJson": {
         "type": "string",
         "id": 18,
         "options": {
          "proto3_optional": true
         }
        },
        "error": {
         "type": "Fault",
         "id": 19
        },
        "undo": {
         "type": "UndoCall",
         "id": 20
        },
        "stopped": {
         "type": "bool",
         "id": 21
        },
        "copiedFrom": {
         "type": "string",
         "id": 22,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "Fault": {
       "fields": {
        "code": {
         "type": "string",
         "id": 1
        },
        "message": {
         "type": "string",
         "id": 2
        },
        "retryable": {
         "type": "bool",
         "id": 3
        }
       }
      },
      "UndoCall": {
       "fields": {
        "subject": {
         "type": "string",
         "id": 1
        },
        "inputJson": {
         "type": "string",
         "id": 2
        }
       }
      },
      "Catalog": {
       "methods": {
        "Services": {
         "requestType": "ServicesRequest",
         "responseType": "ServicesResponse"
        },
        "Call": {
         "requestType": "CallRequest",
         "responseType": "CallResponse"
        }
       }
      },
      "ServicesRequest": {
       "fields": {
        "prefix": {
         "type": "string",
         "id": 1
        }
       }
      },
      "ServicesResponse": {
       "fields": {
        "services": {
         "rule": "repeated",
         "type": "Service",
         "id": 1
        }
       }
      },
      "Service": {
       "oneofs": {
        "_problem": {
         "oneof": [
          "problem"
         ]
        }
       },
       "fields": {
        "subject": {
         "type": "string",
         "id": 1
        },
        "kind": {
         "type": "string",
         "id": 2
        },
        "provider": {
         "type": "string",
         "id": 3
        },
        "version": {
         "type": "string",
         "id": 4
        },
        "summary": {
         "type": "string",
         "id": 5
        },
        "effect": {
         "type": "string",
         "id": 6
        },
        "risk": {
         "type": "string",
         "id": 7
        },
        "state": {
         "type": "string",
         "id": 8
        },
        "problem": {
         "type": "string",
         "id": 9,
         "options": {
          "proto3_optional": true
         }
        },
        "calls": {
         "type": "int64",
         "id": 10
        },
        "failures": {
         "type": "int64",
         "id": 11
        },
        "meanMs": {
         "type": "double",
         "id": 12
        },
        "inputSchemaJson": {
         "type": "string",
         "id": 13
        },
        "outputSchemaJson": {
         "type": "string",
         "id": 14
        }
       }
      },
      "CallRequest": {
       "fields": {
        "subject": {
         "type": "string",
         "id": 1
        },
        "inputJson": {
         "type": "string",
         "id": 2
        }
       }
      },
      "CallResponse": {
       "fields": {
        "outputJson": {
         "type": "string",
         "id": 1
        }
       }
      },
      "Admin": {
       "methods": {
        "Status": {
         "requestType": "StatusRequest",
         "responseType": "StatusResponse"
        },
        "Backup": {
         "requestType": "BackupRequest",
         "responseType": "BackupResponse",
         "responseStream": true
        },
        "DeleteThreads": {
         "requestType": "DeleteThreadsRequest",
         "responseType": "DeleteThreadsResponse"
        },
        "ExportThreads": {
         "requestType": "ExportThreadsRequest",
         "responseType": "ExportThreadsResponse",
         "responseStream": true
        },
        "Audit": {
         "requestType": "AuditRequest",
         "responseType": "AuditResponse",
         "responseStream": true
        },
        "VerifyAudit": {
         "requestType": "VerifyAuditRequest",
         "responseType": "VerifyAuditResponse"
        },
        "SetPin": {
         "requestType": "SetPinRequest",
         "responseType": "SetPinResponse"
        },
        "RemovePin": {
         "requestType": "RemovePinRequest",
         "responseType": "RemovePinResponse"
        }
       }
      },
      "AuditRequest": {
       "oneofs": {
        "_last": {
         "oneof": [
          "last"
         ]
        }
       },
       "fields": {
        "after": {
         "type": "int64",
         "id": 1
        },
        "since": {
         "type": "int64",
         "id": 2
        },
        "last": {
         "type": "int32",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "AuditResponse": {
       "oneofs": {
        "_why": {
         "oneof": [
          "why"
         ]
        }
       },
       "fields": {
        "seq": {
         "type": "int64",
         "id": 1
        },
        "at": {
         "type": "int64",
         "id": 2
        },
        "thread": {
         "type": "string",
         "id": 3
        },
        "turn": {
         "type": "int64",
         "id": 4
        },
        "key": {
         "type": "string",
         "id": 5
        },
        "subject": {
         "type": "string",
         "id": 6
        },
        "risk": {
         "type": "string",
         "id": 7
        },
        "verdict": {
         "type": "string",
         "id": 8
        },
        "row": {
         "type": "string",
         "id": 9
        },
        "client": {
         "type": "string",
         "id": 10
        },
        "channel": {
         "type": "string",
         "id": 11
        },
        "labels": {
         "rule": "repeated",
         "type": "string",
         "id": 12
        },
        "call": {
         "type": "string",
         "id": 13
        },
        "why": {
         "type": "string",
         "id": 14,
         "options": {
          "proto3_optional": true
         }
        },
        "hash": {
         "type": "string",
         "id": 15
        }
       }
      },
      "VerifyAuditRequest": {
       "fields": {}
      },
      "VerifyAuditResponse": {
       "oneofs": {
        "_brokenAt": {
         "oneof": [
          "brokenAt"
         ]
        },
        "_problem": {
         "oneof": [
          "problem"
         ]
        }
       },
       "fields": {
        "entries": {
         "type": "int64",
         "id": 1
        },
        "head": {
         "type": "string",
         "id": 2
        },
        "brokenAt": {
         "type": "int64",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "problem": {
         "type": "string",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "SetPinRequest": {
       "fields": {
        "pin": {
         "type": "string",
         "id": 1
        }
       }
      },
      "SetPinResponse": {
       "fields": {}
      },
      "RemovePinRequest": {
       "fields": {}
      },
      "RemovePinResponse": {
       "fields": {
        "wasSet": {
         "type": "bool",
         "id": 1
        }
       }
      },
      "BackupRequest": {
       "oneofs": {
        "_file": {
         "oneof": [
          "file"
         ]
        }
       },
       "fields": {
        "file": {
         "type": "string",
         "id": 1,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "BackupResponse": {
       "oneofs": {
        "message": {
         "oneof": [
          "progress",
          "made"
         ]
        }
       },
       "fields": {
        "progress": {
         "type": "BackupProgress",
         "id": 1
        },
        "made": {
         "type": "BackupMade",
         "id": 2
        }
       }
      },
      "BackupProgress": {
       "fields": {
        "done": {
         "type": "int64",
         "id": 1
        },
        "total": {
         "type": "int64",
         "id": 2
        }
       }
      },
      "BackupMade": {
       "oneofs": {
        "_changedAt": {
         "oneof": [
          "changedAt"
         ]
        }
       },
       "fields": {
        "file": {
         "type": "string",
         "id": 1
        },
        "bytes": {
         "type": "int64",
         "id": 2
        },
        "threads": {
         "type": "int64",
         "id": 3
        },
        "format": {
         "type": "int32",
         "id": 4
        },
        "identity": {
         "type": "string",
         "id": 5
        },
        "changedAt": {
         "type": "int64",
         "id": 6,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "DeleteThreadsRequest": {
       "fields": {
        "threads": {
         "rule": "repeated",
         "type": "string",
         "id": 1
        },
        "branches": {
         "type": "bool",
         "id": 2
        }
       }
      },
      "DeleteThreadsResponse": {
       "fields": {
        "threads": {
         "rule": "repeated",
         "type": "string",
         "id": 1
        },
        "backups": {
         "rule": "repeated",
         "type": "string",
         "id": 2
        }
       }
      },
      "ExportThreadsRequest": {
       "fields": {
        "threads": {
         "rule": "repeated",
         "type": "string",
         "id": 1
        }
       }
      },
      "ExportThreadsResponse": {
       "fields": {
        "lines": {
         "type": "bytes",
         "id": 1
        }
       }
      },
      "StatusRequest": {
       "fields": {}
      },
      "StatusResponse": {
       "fields": {
        "version": {
         "type": "string",
         "id": 1
        },
        "pid": {
         "type": "int64",
         "id": 2
        },
        "startedAt": {
         "type": "int64",
         "id": 3
        },
        "rssBytes": {
         "type": "int64",
         "id": 4
        },
        "clients": {
         "rule": "repeated",
         "type": "AttachedClient",
         "id": 5
        },
        "sockets": {
         "rule": "repeated",
         "type": "Socket",
         "id": 6
        },
        "facts": {
         "keyType": "string",
         "type": "string",
         "id": 7
        },
        "serving": {
         "type": "bool",
         "id": 8
        }
       }
      },
      "AttachedClient": {
       "oneofs": {
        "_area": {
         "oneof": [
          "area"
         ]
        }
       },
       "fields": {
        "name": {
         "type": "string",
         "id": 1
        },
        "kind": {
         "type": "string",
         "id": 2
        },
        "channel": {
         "type": "string",
         "id": 3
        },
        "area": {
         "type": "string",
         "id": 4,
         "options": {
          "proto3_optional": true
         }
        },
        "since": {
         "type": "int64",
         "id": 5
        }
       }
      },
      "Socket": {
       "fields": {
        "path": {
         "type": "string",
         "id": 1
        },
        "role": {
         "type": "string",
         "id": 2
        }
       }
      },
      "Clients": {
       "methods": {
        "Pair": {
         "requestType": "PairRequest",
         "responseType": "PairResponse",
         "responseStream": true
        },
        "Enroll": {
         "requestType": "EnrollRequest",
         "responseType": "EnrollResponse"
        },
        "List": {
         "requestType": "ListClientsRequest",
         "responseType": "ListClientsResponse"
        },
        "Revoke": {
         "requestType": "RevokeClientRequest",
         "responseType": "RevokeClientResponse"
        },
        "Renew": {
         "requestType": "RenewRequest",
         "responseType": "RenewResponse"
        },
        "WhoAmI": {
         "requestType": "WhoAmIRequest",
         "responseType": "WhoAmIResponse"
        }
       }
      },
      "PairRequest": {
       "oneofs": {
        "_area": {
         "oneof": [
          "area"
         ]
        },
        "_days": {
         "oneof": [
          "days"
         ]
        }
       },
       "fields": {
        "name": {
         "type": "string",
         "id": 1
        },
        "role": {
         "type": "string",
         "id": 2
        },
        "area": {
         "type": "string",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "scopes": {
         "rule": "repeated",
         "type": "string",
         "id": 4
        },
        "days": {
         "type": "int32",
         "id": 5,
         "options": {
          "proto3_optional": true
         }
        },
        "again": {
         "type": "bool",
         "id": 6
        }
       }
      },
      "PairResponse": {
       "oneofs": {
        "message": {
         "oneof": [
          "code",
          "paired"
         ]
        }
       },
       "fields": {
        "code": {
         "type": "PairCode",
         "id": 1
        },
        "paired": {
         "type": "PairedClient",
         "id": 2
        }
       }
      },
      "PairCode": {
       "fields": {
        "code": {
         "type": "string",
         "id": 1
        },
        "expiresAt": {
         "type": "int64",
         "id": 2
        },
        "fingerprint": {
         "type": "string",
         "id": 3
        },
        "addresses": {
         "rule": "repeated",
         "type": "string",
         "id": 4
        }
       }
      },
      "EnrollRequest": {
       "fields": {
        "nonce": {
         "type": "bytes",
         "id": 1
        },
        "proof": {
         "type": "bytes",
         "id": 2
        }
       }
      },
      "EnrollResponse": {
       "fields": {
        "token": {
         "type": "string",
         "id": 1
        },
        "proof": {
         "type": "bytes",
         "id": 2
        },
        "client": {
         "type": "PairedClient",
         "id": 3
        }
       }
      },
      "ListClientsRequest": {
       "fields": {}
      },
      "ListClientsResponse": {
       "fields": {
        "clients": {
         "rule": "repeated",
         "type": "PairedClient",
         "id": 1
        }
       }
      },
      "PairedClient": {
       "oneofs": {
        "_area": {
         "oneof": [
          "area"
         ]
        },
        "_expiresAt": {
         "oneof": [
          "expiresAt"
         ]
        },
        "_revokedAt": {
         "oneof": [
          "revokedAt"
         ]
        },
        "_seenAt": {
         "oneof": [
          "seenAt"
         ]
        }
       },
       "fields": {
        "name": {
         "type": "string",
         "id": 1
        },
        "role": {
         "type": "string",
         "id": 2
        },
        "area": {
         "type": "string",
         "id": 3,
         "options": {
          "proto3_optional": true
         }
        },
        "scopes": {
         "rule": "repeated",
         "type": "string",
         "id": 4
        },
        "createdAt": {
         "type": "int64",
         "id": 5
        },
        "expiresAt": {
         "type": "int64",
         "id": 6,
         "options": {
          "proto3_optional": true
         }
        },
        "revokedAt": {
         "type": "int64",
         "id": 7,
         "options": {
          "proto3_optional": true
         }
        },
        "streams": {
         "type": "int32",
         "id": 8
        },
        "seenAt": {
         "type": "int64",
         "id": 9,
         "options": {
          "proto3_optional": true
         }
        }
       }
      },
      "RevokeClientRequest": {
       "fields": {
        "name": {
         "type": "string",
         "id": 1
        }
       }
      },
      "RevokeClientResponse": {
       "fields": {
        "streams": {
         "type": "int32",
         "id": 1
        }
       }
      },
      "RenewRequest": {
       "fields": {}
      },
      "RenewResponse": {
       "fields": {
        "token": {
         "type": "string",
         "id": 1
        }
       }
      },
      "WhoAmIRequest": {
       "fields": {}
      },
      "WhoAmIResponse": {
       "oneofs": {
        "_client": {
         "oneof": [
          "client"
         ]
        }
       },
       "fields": {
        "client": {
         "type": "PairedClient",
         "id": 1,
         "options": {
          "proto3_optional": true
         }
        }
       }
      }
     }
    }
   }
  },
  "grpc": {
   "nested": {
    "health": {
     "nested": {
      "v1": {
       "nested": {
        "Health": {
         "methods": {
          "Check": {
           "requestType": "HealthCheckRequest",
           "responseType": "HealthCheckResponse"
          },
          "Watch": {
           "requestType": "HealthCheckRequest",
           "responseType": "HealthCheckResponse",
           "responseStream": true
          }
         }
        },
        "HealthCheckRequest": {
         "fields": {
          "service": {
           "type": "string",
           "id": 1
          }
         }
        },
        "HealthCheckResponse": {
         "fields": {
          "status": {
           "type": "ServingStatus",
           "id": 1
          }
         },
         "nested": {
          "ServingStatus": {
           "values": {
            "UNKNOWN": 0,
            "SERVING": 1,
            "NOT_SERVING": 2,
            "SERVICE_UNKNOWN": 3
           }
          }
         }
        }
       }
      }
     }
    },
    "reflection": {
     "nested": {
      "v1": {
       "nested": {
        "ServerReflection": {
         "methods": {
          "ServerReflectionInfo": {
           "requestType": "ServerReflectionRequest",
           "requestStream": true,
           "responseType": "ServerReflectionResponse",
           "responseStream": true
          }
         }
        },
        "ServerReflectionRequest": {
         "oneofs": {
          "messageRequest": {
           "oneof": [
            "fileByFilename",
            "fileContainingSymbol",
            "fileContainingExtension",
            "allExtensionNumbersOfType",
            "listServices"
           ]
          }
         },
         "fields": {
          "host": {
           "type": "string",
           "id": 1
          },
          "fileByFilename": {
           "type": "string",
           "id": 3
          },
          "fileContainingSymbol": {
           "type": "string",
           "id": 4
          },
          "fileContainingExtension": {
           "type": "ExtensionRequest",
           "id": 5
          },
          "allExtensionNumbersOfType": {
           "type": "string",
           "id": 6
          },
          "listServices": {
           "type": "string",
           "id": 7
          }
         }
        },
        "ExtensionRequest": {
         "fields": {
          "containingType": {
           "type": "string",
           "id": 1
          },
          "extensionNumber": {
           "type": "int32",
           "id": 2
          }
         }
        },
        "ServerReflectionResponse": {
         "oneofs": {
          "messageResponse": {
           "oneof": [
            "fileDescriptorResponse",
            "allExtensionNumbersResponse",
            "listServicesResponse",
            "errorResponse"
           ]
          }
         },
         "fields": {
          "validHost": {
           "type": "string",
           "id": 1
          },
          "originalRequest": {
           "type": "ServerReflectionRequest",
           "id": 2
          },
          "fileDescriptorResponse": {
           "type": "FileDescriptorResponse",
           "id": 4
          },
          "allExtensionNumbersResponse": {
           "type": "ExtensionNumberResponse",
           "id": 5
          },
          "listServicesResponse": {
           "type": "ListServiceResponse",
           "id": 6
          },
          "errorResponse": {
           "type": "ErrorResponse",
           "id": 7
          }
         }
        },
        "FileDescriptorResponse": {
         "fields": {
          "fileDescriptorProto": {
           "rule": "repeated",
           "type": "bytes",
           "id": 1
          }
         }
        },
        "ExtensionNumberResponse": {
         "fields": {
          "baseTypeName": {
           "type": "string",
           "id": 1
          },
          "extensionNumber": {
           "rule": "repeated",
           "type": "int32",
           "id": 2
          }
         }
        },
        "ListServiceResponse": {
         "fields": {
          "service": {
           "rule": "repeated",
           "type": "ServiceResponse",
           "id": 1
          }
         }
        },
        "ServiceResponse": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          }
         }
        },
        "ErrorResponse": {
         "fields": {
          "errorCode": {
           "type": "int32",
           "id": 1
          },
          "errorMessage": {
           "type": "string",
           "id": 2
          }
         }
        }
       }
      }
     }
    }
   }
  }
 }
}`);
