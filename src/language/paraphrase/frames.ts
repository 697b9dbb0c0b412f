import { z } from 'zod';
import { jsonValue } from '../json_value.ts';

const conditions = z.record(z.string(), jsonValue);

/** A slot that words of the sentence fill. */
const open = z.object({
  slot: z.string(),
  /** Key of the list that reads it. */
  list: z.string(),
  /** What stands for it among the units: `§area`; absent for words of a list, and for free words. */
  kinds: z.array(z.string()),
  free: z.boolean(),
});

/** A way to mean an intent: what the sentence must have, and which slots come with it. */
export const frame = z.object({
  intent: z.string(),
  /** Slots that are the same however it is said. */
  slots: z.record(z.string(), jsonValue),
  requires: conditions,
  excludes: conditions,
  opens: z.array(open),
});
export type Frame = z.infer<typeof frame>;

/** The class of a frame: frames of one class differ in what is named. */
export function headOf({ intent, slots }: Pick<Frame, 'intent' | 'slots'>): string {
  const fixed = Object.entries(slots).map(([slot, value]) => `${slot}=${JSON.stringify(value)}`);
  return [intent, ...fixed.sort()].join(' ');
}
