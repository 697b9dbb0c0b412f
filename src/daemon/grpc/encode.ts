import { z } from 'zod';
import type { Mail as WireMail } from '../../wire/generated/agentos/v1/Mail.ts';
import type { Service as WireService } from '../../wire/generated/agentos/v1/Service.ts';
import type { Thread as WireThread } from '../../wire/generated/agentos/v1/Thread.ts';
import type { ThreadEvent as WireEvent } from '../../wire/generated/agentos/v1/ThreadEvent.ts';
import type { ThreadRow as WireRow } from '../../wire/generated/agentos/v1/ThreadRow.ts';
import { ASK_KIND, OUTCOME, THREAD_STATUS } from '../../wire/response.ts';
import { DIRECTION } from '../../wire/threads.ts';
import type { ThreadEvent } from '../model/event.ts';
import type { Thread } from '../model/thread.ts';
import type { AskBody, ReplyBody } from '../runtime/assistant.ts';
import type { ServiceReport } from '../runtime/registry.ts';
import type { Mail, ThreadRow } from '../store/store.ts';

const replyBody: z.ZodType<ReplyBody> = z.object({
  text: z.string(),
  status: z.enum(['active', 'waiting', 'complete', 'failed']),
  outcome: z.enum(['done', 'failed', 'unknown']).exactOptional(),
  acted: z.boolean(),
  code: z.string().exactOptional(),
});
const askBody: z.ZodType<AskBody> = z.object({
  askId: z.string(),
  kind: z.enum(['confirm', 'question', 'pin']),
  text: z.string(),
  choices: z.array(z.string()).exactOptional(),
  expiresAt: z.number(),
});

/** @throws ZodError where the mailbox holds a body that is not of its kind. */
export function encodeMail({ offset, at, thread, turn, kind, body }: Mail): WireMail {
  const envelope = { offset, at, thread, turn };
  if (kind === 'ask') {
    const ask = askBody.parse(body);
    return { ...envelope, ask: { ...ask, kind: ASK_KIND.name(ask.kind), choices: [...(ask.choices ?? [])] } };
  }
  const { status, outcome, ...said } = replyBody.parse(body);
  const reply = { ...said, status: THREAD_STATUS.name(status), ...(outcome ? { outcome: OUTCOME.name(outcome) } : {}) };
  return kind === 'reply' ? { ...envelope, reply } : { ...envelope, notice: reply };
}

export function encodeEvent(event: ThreadEvent): WireEvent {
  const { id, thread, turn, seq, at, subject, key, from, to, cause, taint } = event;
  const encoded: WireEvent = {
    ...{ id, thread, turn, seq, at, subject, key, from, to: [...to], taint: [...taint] },
    direction: DIRECTION.name(WORD[event.direction]),
    ...(cause === undefined ? {} : { cause }),
    ...(event.data === undefined ? {} : { dataJson: JSON.stringify(event.data) }),
  };
  switch (event.direction) {
    case 'FORWARD':
      return {
        ...encoded,
        ...{ wanted: event.wanted, effect: event.effect, version: event.version, handoff: event.handoff },
        ...(event.copiedFrom === undefined ? {} : { copiedFrom: event.copiedFrom }),
      };
    case 'BACKWARD':
      return {
        ...encoded,
        provider: event.provider,
        ...(event.error ? { error: event.error } : {}),
        ...(event.undo ? { undo: { subject: event.undo.subject, inputJson: JSON.stringify(event.undo.input) } } : {}),
      };
    case 'END':
      return { ...encoded, ...(event.error ? { error: event.error } : {}), stopped: event.stopped ?? false };
  }
}
const WORD = { FORWARD: 'forward', BACKWARD: 'backward', END: 'end' } as const;

export function encodeRow({ status, taint, ...row }: ThreadRow): WireRow {
  return { ...row, status: THREAD_STATUS.name(status), taint: [...taint] };
}

export function encodeThread({ status, taint, messages, metadata, ...rest }: Thread): WireThread {
  return {
    ...rest,
    status: THREAD_STATUS.name(status),
    taint: [...taint],
    messages: messages.map((message) => ({ ...message, taint: [...message.taint] })),
    metadataJson: JSON.stringify(metadata),
  };
}

export function encodeService({ inputSchema, outputSchema, ...report }: ServiceReport): WireService {
  return { ...report, inputSchemaJson: JSON.stringify(inputSchema), outputSchemaJson: JSON.stringify(outputSchema) };
}
