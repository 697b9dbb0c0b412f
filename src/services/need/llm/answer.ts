import { z } from 'zod';
import { Failure } from './failure.ts';
import { ThinkFilter } from './think_filter.ts';

/** More than this is no answer, in characters. */
const MAX_TEXT = 512 * 1_024;
const MAX_ARGUMENTS = 512 * 1_024;
const MAX_CALLS = 32;

const text = z.string().nullish();
const toolCall = z.object({
  index: z.int().min(0).max(1_000).nullish(),
  id: text,
  function: z.object({ name: text, arguments: text }).nullish(),
});

/** What is read of a piece of a streamed answer: https://platform.openai.com/docs/api-reference/chat-streaming. */
const piece = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: text,
            refusal: text,
            /** What some endpoints call the thoughts before an answer. */
            reasoning_content: text,
            reasoning: text,
            tool_calls: z.array(toolCall).nullish(),
          })
          .nullish(),
        finish_reason: text,
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
});

export interface WireCall {
  readonly id: string;
  readonly name: string;
  /** As it came: perhaps no JSON. */
  readonly arguments: string;
}

export interface WireAnswer {
  readonly text: string;
  readonly calls: readonly WireCall[];
  /** It was cut off because it reached the longest answer. */
  readonly full: boolean;
  /** As the endpoint counts them. */
  readonly usage?: { readonly input: number; readonly output: number };
}

interface OpenCall {
  id: string;
  name: string;
  arguments: string;
}

/** Puts an answer together from the pieces of its stream. */
export class AnswerParts {
  readonly #think = new ThinkFilter();
  readonly #hear: ((words: string) => void) | undefined;
  readonly #calls: OpenCall[] = [];
  readonly #byIndex = new Map<number, OpenCall>();
  #text = '';
  /** White space after the text, which counts only when more follows. */
  #space = '';
  #length = 0;
  #finish: string | undefined;
  #usage: WireAnswer['usage'];

  /** @param hear is told the words as they come */
  constructor(hear?: (words: string) => void) {
    this.#hear = hear;
  }

  /** Whether anything of an answer, or the thoughts before it, was in this piece. @throws Failure */
  take(raw: unknown): boolean {
    const parsed = piece.safeParse(raw);
    if (!parsed.success) throw new Failure('garbled');
    const { choices, usage } = parsed.data;
    if (usage) this.#usage = { input: counted(usage.prompt_tokens), output: counted(usage.completion_tokens) };
    const [choice] = choices ?? [];
    if (!choice) return false;
    if (choice.finish_reason) this.#finish = choice.finish_reason;
    const { delta } = choice;
    if (!delta) return false;
    const said = delta.content ?? delta.refusal ?? '';
    if (said !== '') this.#say(this.#think.take(said));
    for (const call of delta.tool_calls ?? []) this.#takeCall(call);
    return Boolean(said || delta.reasoning_content || delta.reasoning || delta.tool_calls?.length);
  }

  /** All that came. @throws Failure where the stream ended before the answer did */
  end(): WireAnswer {
    if (this.#finish === undefined) throw new Failure(this.#length > 0 ? 'cut' : 'garbled');
    this.#say(this.#think.end());
    if (this.#finish === 'content_filter') throw new Failure('unwilling');
    return {
      text: this.#text,
      calls: named(this.#calls),
      full: this.#finish === 'length',
      ...(this.#usage ? { usage: this.#usage } : {}),
    };
  }

  /** How much came, in characters, whatever became of it. */
  get length(): number {
    return this.#length;
  }

  /** White space at both ends is not said: what was heard is the text, to the letter. */
  #say(words: string): void {
    this.#count(words.length);
    const whole = this.#text === '' ? words.trimStart() : this.#space + words;
    const said = whole.trimEnd();
    this.#space = whole.slice(said.length);
    if (said === '') return;
    this.#text += said;
    if (this.#text.length > MAX_TEXT) throw new Failure('too_much');
    this.#hear?.(said);
  }

  /** Pieces of calls that run side by side come in any order, told apart by their index; some endpoints leave it out. */
  #takeCall({ index, id, function: called }: z.output<typeof toolCall>): void {
    const last = this.#calls.at(-1);
    const known = typeof index === 'number' ? this.#byIndex.get(index) : id && last?.id !== id ? undefined : last;
    // Some endpoints send each call whole, all with the same index.
    const isNext = known !== undefined && Boolean(id) && known.id !== '' && id !== known.id && Boolean(called?.name);
    const call = known && !isNext ? known : this.#begin(index);
    if (call.id === '' && id) call.id = id.slice(0, 200);
    if (call.name === '' && called?.name) call.name = called.name.slice(0, 200);
    const more = called?.arguments ?? '';
    this.#count(more.length);
    call.arguments += more;
    if (call.arguments.length > MAX_ARGUMENTS) throw new Failure('too_much');
  }

  #begin(index: number | null | undefined): OpenCall {
    if (this.#calls.length >= MAX_CALLS) throw new Failure('too_much');
    const call = { id: '', name: '', arguments: '' };
    this.#calls.push(call);
    if (typeof index === 'number') this.#byIndex.set(index, call);
    return call;
  }

  #count(length: number): void {
    this.#length += length;
  }
}

/** Calls with ids that tell them apart, which not every endpoint gives. */
function named(calls: readonly OpenCall[]): readonly WireCall[] {
  const taken = new Set<string>();
  return calls.map((call, place) => {
    const own = /^[\w-]{1,64}$/.test(call.id) && !taken.has(call.id);
    const id = own ? call.id : `call_${place + 1}`;
    taken.add(id);
    return { ...call, id };
  });
}

function counted(tokens: number | null | undefined): number {
  return Number.isFinite(tokens) ? Math.min(Math.max(0, Math.round(tokens ?? 0)), 1_000_000_000) : 0;
}
