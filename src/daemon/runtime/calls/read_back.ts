import type { Answer, Bus, Cancellation, Delivery } from '../../bus/bus.ts';
import { CancellationSource } from '../../bus/cancellation.ts';
import type { Contract } from '../../model/contract.ts';
import { Fault } from '../../model/fault.ts';
import { isJsonObject, type Json } from '../../model/json.ts';

/** So long a provider that does not answer is asked again; then nobody knows. No turn is stuck for it. */
const MOST_MS = 10_000;
/** Before a provider is asked again that is not open yet, or whose device does not answer; grows by half each time. */
const FIRST_WAIT_MS = 100;

/** With these words begins all that is said of a call that a crash interrupted. */
const INTERRUPTED = 'I was interrupted';

/** Whether a fault tells what became of an interrupted call, in words that need none around them. */
export function isOfInterrupted({ code, message }: Fault): boolean {
  return (code === 'UNKNOWN' || code === 'ABORTED') && message.startsWith(INTERRUPTED);
}

/**
 * The answer to a call that a crash interrupted, and that is not made again: what its provider can tell of it. Always answers:
 * with the call's own data where it took effect, ABORTED where it did not, UNKNOWN where nobody can tell.
 * @param what it was, as words for the person: the question they said yes to, or the contract's summary
 */
export async function readBack(
  bus: Bus,
  contract: Contract,
  delivery: Delivery,
  what: string,
  cancellation: Cancellation,
): Promise<Answer> {
  const asking = new CancellationSource();
  const over = new Promise<void>((resolve) => asking.onCancel(() => resolve()));
  const release = cancellation.onCancel((reason) => asking.cancel(reason));
  const late = new Fault('DEADLINE_EXCEEDED', `${contract.subject} did not tell what became of a call.`);
  const timer = setTimeout(() => asking.cancel(late), Math.min(contract.deadlineMs, MOST_MS));
  try {
    for (let waitMs = FIRST_WAIT_MS; !asking.cancelled; waitMs *= 1.5) {
      const told = bus.deliver({ ...delivery, readBack: true }, asking, Promise.resolve());
      const answer = await Promise.race([told, over]);
      if (!answer) break;
      if (!answer.error?.retryable) return answerBy(answer, contract, what);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, waitMs)), over]);
    }
    return unknown(what);
  } finally {
    clearTimeout(timer);
    release();
  }
}

/** The answer where there is nobody to ask. */
export function unknown(what: string, said?: string): { readonly error: ReturnType<Fault['toData']> } {
  const message = said
    ? `${INTERRUPTED}, and I don't know whether it happened. ${said}`
    : `${INTERRUPTED}, so I don't know whether this happened: ${sentence(what)}`;
  return { error: new Fault('UNKNOWN', message).toData() };
}

function notDone(what: string, said?: string): Answer {
  const message = said
    ? `${INTERRUPTED}, and it was not done. ${said}`
    : `${INTERRUPTED}, and this was not done: ${sentence(what)}`;
  return { error: new Fault('ABORTED', message).toData() };
}

function answerBy({ data, taint = [] }: Answer, contract: Contract, what: string): Answer {
  if (!isJsonObject(data)) return unknown(what);
  const { outcome, output, said } = data;
  const words = typeof said === 'string' && said !== '' ? said : undefined;
  if (outcome === 'not_done') return { ...notDone(what, words), taint };
  const done = outcome === 'done' ? readable(contract, output) : undefined;
  return done === undefined ? { ...unknown(what, words), taint } : { data: done, taint };
}

/** What is no answer of this contract tells nothing. */
function readable(contract: Contract, output: Json | undefined): Json | undefined {
  try {
    return contract.readOutput(output ?? null);
  } catch {
    return undefined;
  }
}

/** `Unlock the front door?` was the question; told, it is `Unlock the front door.` */
function sentence(what: string): string {
  return `${what.trim().replace(/[.?!\s]+$/, '')}.`;
}
