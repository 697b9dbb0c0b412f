import { readlinkSync } from 'node:fs';
import type { Environment } from './paths.ts';

// The first Intl.DateTimeFormat of a process reads all of ICU's locales: 18 ms and 8 MB, which a house where nobody asks the time
// need not have.

/** Names that stand for the same; ICU tells the last. */
const UTC: ReadonlySet<string> = new Set(['Etc/UTC', 'Etc/UCT', 'UTC']);

/** Whether it is the name of an IANA time zone. */
export function isZone(name: string): boolean {
  if (isListed(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The machine's time zone: what TZ says, then where `localtime` leads. Where neither is the plain name of a zone, ICU is asked.
 * @param localtime the link that most systems keep their zone in
 */
export function localZone(env: Environment = process.env, localtime = '/etc/localtime'): string {
  const name = env.TZ || linkedZone(localtime);
  if (name !== undefined && UTC.has(name)) return 'UTC';
  return name !== undefined && isListed(name) ? name : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isListed(name: string): boolean {
  return UTC.has(name) || Intl.supportedValuesOf('timeZone').includes(name);
}

function linkedZone(link: string): string | undefined {
  try {
    return /\/zoneinfo\/(.+)$/.exec(readlinkSync(link))?.[1];
  } catch {
    return undefined;
  }
}
