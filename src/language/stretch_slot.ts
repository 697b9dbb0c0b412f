import { z } from 'zod';
import type { Stretch } from './values/stretch.ts';
import { whenShape } from './when_slot.ts';

const whole = z.number().int();
const own = z.object({
  unit: z.enum(['week', 'weekend', 'month', 'days', 'weeks', 'months', 'rest']).exactOptional(),
  ahead: whole.exactOptional(),
  count: whole.exactOptional(),
  untilHour: whole.exactOptional(),
  untilMinute: whole.exactOptional(),
  untilAmbiguous: z.boolean().exactOptional(),
});

/** What a slot says of a stretch of time; undefined where it says nothing. */
export function stretchOf(slot: unknown): Stretch | undefined {
  const [when, rest] = [whenShape.safeParse(slot), own.safeParse(slot)];
  return when.success && rest.success ? { ...when.data, ...rest.data } : undefined;
}
