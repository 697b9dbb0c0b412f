import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Public mails that break readers, where they stand beside the checkout: those of Ruby's mail and Apache's mime4j. */
const FOLDER = join(import.meta.dirname, '../../../../../shared/data/security/mime');

export const withoutMails: string | undefined = existsSync(FOLDER)
  ? undefined
  : 'needs the public mails in ../shared/data/security/mime';

/** Signs that act on what shows them: controls but the end of a line, and what turns the writing round. */
export const ACTS = /(?!\n)\p{Cc}|[\u202A-\u202E]/u;

export interface TortureMail {
  readonly name: string;
  readonly raw: Buffer;
}

export function tortureMails(): TortureMail[] {
  if (withoutMails !== undefined) return [];
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(eml|msg)$/.test(name))
    .sort()
    .map((name) => ({ name, raw: readFileSync(join(FOLDER, name)) }));
}

/** The same mail with a few bytes changed, lost or doubled, by a seed. */
export function mutated(raw: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(raw);
  const at = (): number => Math.floor(random() * Math.max(1, copy.length));
  for (let changes = 1 + Math.floor(random() * (copy.length / 250)); changes > 0; changes -= 1)
    copy[at()] = Math.floor(random() * 256);
  const [from, to] = [at(), at()].sort((a, b) => a - b);
  const kind = random();
  if (kind < 0.15) return Buffer.concat([copy.subarray(0, from), copy.subarray(to)]);
  if (kind < 0.3) return Buffer.concat([copy.subarray(0, to), copy.subarray(from)]);
  return kind < 0.4 ? copy.subarray(0, to) : copy;
}
