import { invoke, type Step, settle } from './call.ts';
import type { Reply } from './contract.ts';
import { Fault } from './fault.ts';
import type { Json } from './json.ts';
import type { Origin } from './thread.ts';

export interface LongWork {
  /** What it is, as in "the research about heat pumps". */
  readonly what: string;
  /** The agent that does it, and what it is handed. */
  readonly subject: string;
  readonly input: Json;
}

const LONGEST = 300;

/**
 * Begins it in a thread of its own, and gives what is said about that. Undefined where nothing here can, or where this is such a
 * thread already: then it is done in this one.
 */
export function* inBackground(
  { what, subject, input }: LongWork,
  { client, interface: from, area }: Origin,
): Generator<Step, Reply | undefined, unknown> {
  if (from === 'signal') return undefined;
  const asked = { what: what.slice(0, LONGEST), client, interface: from, ...(area === undefined ? {} : { area }) };
  const [begun] = yield* settle([invoke('need.work.start', { ...asked, call: { subject, input } })]);
  if (begun?.ok) return { text: 'I am on it. I will tell you when it is done.', outcome: 'done' };
  const { code, message } = Fault.from(begun?.error);
  if (code === 'UNIMPLEMENTED' || code === 'UNAVAILABLE') return undefined;
  return { text: message, outcome: 'failed' };
}
