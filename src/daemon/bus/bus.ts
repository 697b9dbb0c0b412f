import type { Taint } from '../model/event.ts';
import type { FaultData } from '../model/fault.ts';
import type { Json } from '../model/json.ts';
import type { RecordWrite } from '../store/store.ts';

/** A FORWARD on its way to one provider. Plain data: nothing in it assumes that the provider runs in this process. */
export interface Delivery {
  readonly thread: string;
  readonly turn: number;
  readonly key: string;
  readonly subject: string;
  readonly provider: string;
  readonly input: Json;
  readonly taint: Taint;
  /** Equal for every attempt of the same call. */
  readonly idempotencyKey: string;
  /** The call was made before and interrupted: it is not to be made, but told what became of it. The answer's data is a `ReadBack`. */
  readonly readBack?: true;
}

/** A provider's BACKWARD before it is written: a value or an error, with what is to commit together with it. */
export interface Answer {
  readonly data?: Json;
  readonly error?: FaultData;
  readonly taint?: Taint;
  readonly records?: readonly RecordWrite[];
  /** How many record writes there had been when the run that made `records` began; it runs again if one of them was since. */
  readonly readMark?: number;
  /** The frame that ended the turn, where a router that holds it did. */
  readonly ended?: { readonly key: string; readonly subject: string };
}

/** Tells a handler that nobody waits any more. The signal is made when it is first asked for: most calls never ask. */
export interface Cancellation {
  readonly cancelled: boolean;
  readonly reason: unknown;
  readonly signal: AbortSignal;
  /** Cheaper than a listener on the signal. Returns the release. */
  onCancel(run: (reason: unknown) => void): () => void;
}

/**
 * `written` resolves when the answer is in the log and its records can be read, or when it was dropped. `words` takes the words of
 * an answer as they come, where somebody wants to hear them: none of them has to arrive. `anew`: it begins again with these.
 */
export type Handler = (
  delivery: Delivery,
  cancellation: Cancellation,
  written: Promise<void>,
  words?: Listener,
) => Promise<Answer>;

export type Listener = (text: string, anew?: boolean) => void;

/** Where services meet. */
export interface Bus {
  /** Serves one provider of a subject. A second handler of the same provider takes over; calls under way finish on the first. */
  serve(subject: string, provider: string, handler: Handler): () => void;
  /** Always answers: a missing provider is UNAVAILABLE, a handler that throws is its error. */
  deliver(delivery: Delivery, cancellation: Cancellation, written: Promise<void>, words?: Listener): Promise<Answer>;
}
