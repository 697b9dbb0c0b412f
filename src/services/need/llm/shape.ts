import type { llmShape } from 'agentos/service';
import type { OpenAI } from 'openai';
import type { z } from 'zod';
import type { WireAnswer } from './answer.ts';
import type { ChatRequest } from './endpoint.ts';
import { Failure } from './failure.ts';
import { checkedBy, converting, fitting } from './offered.ts';
import { type Json, jsonIn, readJson } from './strict_json.ts';
import type { Trial } from './trial.ts';
import { wireMessages } from './wire_messages.ts';

/** How an object is asked for, best first: not every endpoint takes each. */
const WAYS = ['schema', 'tool', 'json', 'text'] as const;
type Way = (typeof WAYS)[number];

type Input = z.output<typeof llmShape.input>;
type Messages = OpenAI.Chat.Completions.ChatCompletionMessageParam[];

/** Has models fill in objects, and remembers by which way each can be asked. */
export class Shapes {
  readonly #ways = new Map<string, number>();

  /** An object of the schema, put right once where it was not. @throws Failure */
  async shape(trial: Trial, input: Input): Promise<Json> {
    const { name } = trial.model;
    for (let place = this.#ways.get(name) ?? 0; ; place += 1) {
      const way = WAYS[place] ?? 'text';
      try {
        const value = await filled(trial, input, way);
        this.#ways.set(name, place);
        return value;
      } catch (thrown) {
        const isRefused = thrown instanceof Failure && thrown.kind === 'refused';
        if (!isRefused || place + 1 >= WAYS.length) throw thrown;
      }
    }
  }
}

async function filled(trial: Trial, input: Input, way: Way): Promise<Json> {
  const { schema } = input;
  const wire = converting(schema);
  const problemOf = checkedBy(schema);
  const read = (answer: WireAnswer): ReturnType<typeof fitting> => {
    const parsed = readJson(textOf(answer));
    if (parsed.ok) return fitting(parsed.value, wire, problemOf);
    return { problem: answer.full ? 'It was cut off because it is too long; be brief.' : parsed.problem };
  };
  const messages = wireMessages(input.messages);
  const first = await trial.converse(requestOf(messages, input, way));
  const fits = read(first);
  if ('value' in fits) return fits.value;
  const back: Messages = [
    ...messages,
    { role: 'assistant', content: textOf(first).slice(0, 8_000) || '{}' },
    { role: 'user', content: `That does not fit: ${fits.problem} Answer again, with the JSON alone.` },
  ];
  const again = read(await trial.converse(requestOf(back, input, way)));
  if ('value' in again) return again.value;
  throw new Failure('garbled', { detail: 'twice not what was asked for' });
}

function textOf({ text, calls }: WireAnswer): string {
  return calls[0]?.arguments ?? jsonIn(text);
}

function requestOf(messages: Messages, { name, schema: whole }: Input, way: Way): ChatRequest {
  const schema = { ...converting(whole).schema };
  const told = `Answer with JSON alone, of this JSON Schema, which is called ${name}:\n${JSON.stringify(schema)}`;
  switch (way) {
    case 'schema':
      return { messages, response_format: { type: 'json_schema', json_schema: { name, schema } } };
    case 'tool':
      return {
        messages,
        tools: [{ type: 'function', function: { name, parameters: schema } }],
        tool_choice: { type: 'function', function: { name } },
      };
    case 'json':
      return { messages: [{ role: 'system', content: told }, ...messages], response_format: { type: 'json_object' } };
    case 'text':
      return { messages: [{ role: 'system', content: told }, ...messages] };
  }
}
