import { createHash } from 'node:crypto';

/** What endpoints take as the name of a function. */
const LONGEST = 64;
const PLAIN = /^[A-Za-z0-9_.]+$/;
const HASH_LENGTH = 10;

/**
 * The name of a subject on the wire: `need.email.send` is `need-email-send` there. Subjects hold no dashes, so it is told back
 * without loss; what is too long or has other letters ends in a hash of itself.
 */
export function wireName(event: string): string {
  if (event.length <= LONGEST && PLAIN.test(event)) return event.replaceAll('.', '-');
  const hash = createHash('sha256').update(event).digest('hex').slice(0, HASH_LENGTH);
  const start = event.replaceAll(/[^A-Za-z0-9_]/g, '-').slice(0, LONGEST - HASH_LENGTH - 1);
  return `${start}-${hash}`;
}

/** Finds what was offered by what a model calls it: its name on the wire, or as the prompt has it. */
export function namesOf(events: readonly string[]): (called: string) => string | undefined {
  const known = new Map<string, string>();
  for (const event of events) known.set(wireName(event), event);
  for (const event of events) if (!known.has(event)) known.set(event, event);
  return (called) => known.get(called);
}

/** As it was probably meant, where nothing of that name was offered. */
export function toldBack(called: string): string {
  return called.replaceAll('-', '.').slice(0, 200);
}
