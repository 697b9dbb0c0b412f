import { z } from 'zod';

/** 64 KiB: what anybody says or types, and the input of a call. */
const MAX_TEXT_BYTES = 64 * 1024;

export const text = z
  .string()
  .refine((said) => said.length * 3 <= MAX_TEXT_BYTES || Buffer.byteLength(said) <= MAX_TEXT_BYTES, {
    error: 'longer than 64 KiB; send it in parts',
  });
/** Ids made by the client. */
export const requestId = z.string().min(1, 'missing').max(128);
/** Ids and names that the daemon knows or does not. */
export const name = z.string().min(1, 'missing').max(256);
export const count = z.int().min(0);
export const share = z.number().min(0).max(1);

/** Names of a proto enum and our words for them. `word` refuses what the enum does not have, and the unspecified. */
export interface EnumWords<W extends string, P extends string> {
  readonly word: z.ZodType<W, unknown>;
  /** The proto enum's name of a word. */
  name(word: W): `${P}_${Uppercase<W>}`;
}

/** `enumWords('THREAD_STATUS', ['active'])` turns `THREAD_STATUS_ACTIVE` into `active` and back. */
export function enumWords<const W extends string, const P extends string>(
  prefix: P,
  words: readonly W[],
): EnumWords<W, P> {
  const byName = new Map(words.map((word) => [`${prefix}_${word.toUpperCase()}`, word]));
  const names = Object.fromEntries(words.map((word) => [word, `${prefix}_${word.toUpperCase()}`])) as Record<
    W,
    `${P}_${Uppercase<W>}`
  >;
  return {
    word: z.unknown().transform((given, context): W => {
      const word = typeof given === 'string' ? byName.get(given) : undefined;
      if (word !== undefined) return word;
      context.addIssue(`not a ${prefix} that is known here: ${String(given)}`);
      return z.NEVER;
    }),
    name: (word) => names[word],
  };
}

/** JSON as text, read. */
export const jsonText = z.string().transform((written, context): unknown => {
  try {
    return JSON.parse(written);
  } catch (thrown) {
    context.addIssue(`not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return z.NEVER;
  }
});
