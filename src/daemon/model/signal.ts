import type { z } from 'zod';
import { assertJsonSchema } from './json.ts';

/** Something the world tells unasked. The hub keeps the last value per key. */
export interface SignalContract<S extends z.ZodType = z.ZodType> {
  readonly kind: 'signal';
  /** `signal.device.state` */
  readonly subject: string;
  readonly schema: S;
}

export function signal<S extends z.ZodType>(name: string, schema: S): SignalContract<S> {
  const subject = `signal.${name}`;
  assertJsonSchema(schema, subject);
  return { kind: 'signal', subject, schema };
}

/**
 * Tells a signal. `key` names the occurrence: for a rule to act on it, at most once ever, it needs one.
 * Resolves when it is durable that the rules were, or already had been, started for this key.
 */
export type Emit = <S extends z.ZodType>(
  contract: SignalContract<S>,
  value: z.input<S>,
  options?: { readonly key?: string },
) => Promise<void>;

/** Hears a signal from now on, after its last values. Returns the release. */
export type Listen = <S extends z.ZodType>(
  contract: SignalContract<S>,
  heard: (value: z.output<S>, key: string | undefined) => void,
) => () => void;
