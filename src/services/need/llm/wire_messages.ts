import type { LlmMessage } from 'agentos/service';
import type { OpenAI } from 'openai';
import { wireName } from './wire_names.ts';

type WireMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;

/** A conversation as the protocol has it. */
export function wireMessages(messages: readonly LlmMessage[]): WireMessage[] {
  return messages.map(wireMessage);
}

function wireMessage(message: LlmMessage): WireMessage {
  switch (message.role) {
    case 'system':
    case 'user':
    case 'assistant':
      return { role: message.role, content: message.text };
    case 'calls':
      return {
        role: 'assistant',
        content: message.text === '' ? null : message.text,
        tool_calls: message.calls.map(({ id, event, data }) => ({
          id,
          type: 'function',
          function: { name: wireName(event), arguments: JSON.stringify(data) },
        })),
      };
    case 'result':
      return {
        role: 'tool',
        tool_call_id: message.id,
        content: JSON.stringify(message.ok ? message.data : { failed: message.data }),
      };
  }
}

/** How many tokens a text has, roughly and rather too many: no tokenizer of any model is at hand. */
export function tokensOf(characters: number): number {
  return Math.ceil(characters / 3.5);
}

/** Length of a request, in characters. */
export function lengthOf(request: { readonly messages: unknown; readonly tools?: unknown }): number {
  return JSON.stringify([request.messages, request.tools ?? null]).length;
}
