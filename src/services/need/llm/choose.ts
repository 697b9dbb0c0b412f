import type { ChosenCall, llmChoose } from 'agentos/service';
import type { z } from 'zod';
import type { WireAnswer, WireCall } from './answer.ts';
import { Failure } from './failure.ts';
import type { Offers, ReadCall } from './offered.ts';
import type { Trial } from './trial.ts';
import { wireMessages } from './wire_messages.ts';
import { toldBack } from './wire_names.ts';

/** More than a turn may make. */
const MAX_CALLS = 16;
const SHOWN = 500;

type Chosen = Pick<z.output<typeof llmChoose.output>, 'text' | 'calls' | 'refused'>;
type Read = ReadCall & { readonly wire: WireCall };

/**
 * What a model says, and the calls that it chose of those it was offered. Calls that are wrong are given back once, with what is
 * wrong about them; what is wrong still is refused. Those that were right stand, and are not made twice. @throws Failure
 */
export async function choose(
  trial: Trial,
  { messages }: z.output<typeof llmChoose.input>,
  offers: Offers,
): Promise<Chosen> {
  const { tools } = offers;
  const asked = wireMessages(messages);
  const request = tools.length === 0 ? { messages: asked } : { messages: asked, tools };
  const first = await trial.converse(request);
  const read = readAll(first, offers);
  const calls: ChosenCall[] = [];
  take(calls, read);
  const wrong = read.filter(({ ok }) => !ok);
  if (wrong.length === 0) return worth({ text: first.text, calls, refused: [] });
  let again: WireAnswer;
  try {
    again = await trial.converse({ ...request, messages: [...asked, ...givenBack(first.text, read)] });
  } catch (thrown) {
    // What was right in the first answer counts without the second.
    if (!(thrown instanceof Failure) || (calls.length === 0 && first.text === '')) throw thrown;
    return { text: first.text, calls, refused: refusedOf(wrong) };
  }
  const reread = readAll(again, offers);
  take(calls, reread);
  const refused = refusedOf(reread.filter(({ ok }) => !ok));
  return worth({ text: again.text === '' ? first.text : again.text, calls, refused });
}

function readAll({ calls }: WireAnswer, offers: Offers): readonly Read[] {
  return calls.map((wire) => ({ ...offers.read(wire.name, wire.arguments), wire }));
}

/** Adds those that are right, each once. */
function take(calls: ChosenCall[], read: readonly Read[]): void {
  for (const one of read) {
    if (!one.ok) continue;
    const { event, data } = one;
    const isKnown = calls.some((call) => call.event === event && JSON.stringify(call.data) === JSON.stringify(data));
    if (isKnown || calls.length >= MAX_CALLS) continue;
    const taken = calls.some(({ id }) => id === one.wire.id);
    calls.push({ id: taken ? `${one.wire.id}_${calls.length + 1}` : one.wire.id, event, data });
  }
}

/** The answer as it was, and for each call what came of it. Endpoints read the arguments again, so these have to be JSON. */
function givenBack(text: string, read: readonly Read[]) {
  return [
    {
      role: 'assistant' as const,
      content: text === '' ? null : text,
      tool_calls: read.map(({ wire, ...one }) => ({
        id: wire.id,
        type: 'function' as const,
        function: { name: wire.name || 'unknown', arguments: one.ok || one.isJson ? wire.arguments || '{}' : '{}' },
      })),
    },
    ...read.map(({ wire, ...one }) => ({
      role: 'tool' as const,
      tool_call_id: wire.id,
      content: one.ok ? 'Accepted; do not call it again.' : correction(wire, one.problem, one.isJson),
    })),
  ];
}

function correction(wire: WireCall, problem: string, isJson: boolean): string {
  const shown = isJson ? '' : ` You wrote: ${wire.arguments.slice(0, SHOWN)}`;
  return `Not called: ${problem}${shown} Call it again with that put right, or answer without it.`;
}

function refusedOf(wrong: readonly Read[]): Chosen['refused'] {
  return wrong
    .slice(0, MAX_CALLS)
    .flatMap((one) =>
      one.ok ? [] : [{ event: one.isJson ? one.event : toldBack(one.event), problem: one.problem.slice(0, SHOWN) }],
    );
}

function worth(chosen: Chosen): Chosen {
  if (chosen.text === '' && chosen.calls.length === 0 && chosen.refused.length === 0)
    throw new Failure('garbled', { detail: 'it said nothing' });
  return chosen;
}
