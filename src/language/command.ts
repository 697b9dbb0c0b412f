import { z } from 'zod';
import { jsonValue } from './json_value.ts';

/** One device that a command is about. */
export const target = z.object({
  id: z.string(),
  name: z.string(),
  domain: z.string(),
  deviceClass: z.string().optional(),
  /** Display name of the area it stands in. */
  area: z.string().optional(),
});
export type Target = z.infer<typeof target>;

/**
 * What one clause of an utterance asks for: an intent with its slots, and the devices that the slots resolve to.
 * Intents and slots carry Home Assistant's names where it has one (`HassTurnOn`, `name`, `area`, `brightness`);
 * slot values are plain JSON: display names, numbers in the slot's unit, lists of strings.
 */
export const command = z.object({
  intent: z.string(),
  slots: z.record(z.string(), jsonValue),
  targets: z.array(target),
  /** The clause as it was said. */
  text: z.string(),
});
export type Command = z.infer<typeof command>;
