import type { Taint } from './event.ts';

/**
 * What a value is labelled with travels with it: through frames, joins, records, restarts and replays. A bare subject is a source
 * outside of the house; `private:` and `model:` before it say what else an answer of that subject carries.
 */
const PRIVATE = 'private:';
const MODEL = 'model:';

export interface Marks {
  /** Its answers come from outside the house. */
  readonly outside?: boolean;
  /** Its answers hold what is nobody else's business. */
  readonly private?: boolean;
  /** Its answers are a model's proposals. */
  readonly proposes?: boolean;
}

/** Labels of every answer of a contract that is marked so. */
export function labelsOf(subject: string, { outside, private: secret, proposes }: Marks): Taint {
  return [
    ...(outside ? [subject] : []),
    ...(secret ? [PRIVATE + subject] : []),
    ...(proposes ? [MODEL + subject] : []),
  ].sort();
}

/** For a tool whose contract cannot say of all answers that they hold what is private. */
export function privateLabel(subject: string): string {
  return PRIVATE + subject;
}

/** Sources that anybody may have written to. */
export function outsideSources(taint: Taint): Taint {
  return taint.filter((label) => !label.startsWith(PRIVATE) && !label.startsWith(MODEL));
}

export function isPrivate(taint: Taint): boolean {
  return taint.some((label) => label.startsWith(PRIVATE));
}

export function isProposed(taint: Taint): boolean {
  return taint.some((label) => label.startsWith(MODEL));
}
