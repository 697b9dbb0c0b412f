import { Fault } from 'agentos/service';

/** Why a model gave no answer, as its part of a sentence. Never holds what the endpoint said: that may repeat a key or a prompt. */
const WORDS = {
  unreachable: 'could not be reached',
  busy: 'has too much to do',
  broken: 'has a fault of its own',
  slow: 'took too long',
  garbled: 'gave no proper answer',
  cut: 'broke off in the middle',
  too_much: 'did not stop',
  key: 'refused its key',
  keyless: 'has no key',
  refused: 'did not take the request',
  missing: 'is not there',
  resting: 'failed too often and is left alone for a while',
  too_small: 'cannot hold so long a conversation',
  spent: 'would go over its budget',
  unwilling: 'would not answer that',
} as const;
export type FailureKind = keyof typeof WORDS;

/** Worth a second try with the same model, after a moment. */
const AGAIN: readonly FailureKind[] = ['unreachable', 'busy', 'broken', 'garbled', 'cut'];
/** Not the model's fault: it would have answered something else. */
const BLAMELESS: readonly FailureKind[] = ['refused', 'resting', 'too_small', 'spent', 'unwilling'];

export interface FailureDetails {
  /** A word more: a status, a code of the protocol. */
  readonly detail?: string;
  /** When the endpoint says that it can be asked again, in milliseconds from now. */
  readonly retryAfterMs?: number;
}

/** One model did not answer; another may. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, { detail, retryAfterMs }: FailureDetails = {}) {
    super(detail === undefined ? WORDS[kind] : `${WORDS[kind]} (${detail})`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }

  get again(): boolean {
    return AGAIN.includes(this.kind);
  }

  /** Whether it counts against the model. */
  get counts(): boolean {
    return !BLAMELESS.includes(this.kind);
  }
}

/** What became of all that were asked, as one honest sentence. */
export function noAnswer(failures: ReadonlyMap<string, Failure>): Fault {
  const all = [...failures].map(([name, { message }]) => `${name} ${message}`).join('; ');
  const kinds = new Set([...failures.values()].map(({ kind }) => kind));
  const [only] = kinds.size === 1 ? kinds : [];
  const waits = [...failures.values()].map(({ retryAfterMs }) => retryAfterMs).filter((ms) => ms !== undefined);
  const retry = waits.length > 0 ? { retryAfterMs: Math.min(...waits) } : {};
  if (only === 'spent')
    return new Fault('RESOURCE_EXHAUSTED', `${all}; the bounds stand in [llm.openai].`, { retryable: false });
  if (only === 'unwilling') return new Fault('FAILED_PRECONDITION', `No model would answer that: ${all}.`);
  if (only === 'too_small' || only === 'refused')
    return new Fault('FAILED_PRECONDITION', `No model could take that: ${all}.`);
  return new Fault('UNAVAILABLE', `No model could answer: ${all}.`, retry);
}
