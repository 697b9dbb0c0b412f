import { Fault, type FaultData } from '../model/fault.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Log } from '../model/service.ts';

/** Shorter ones could stand in any text by chance. */
const LEAST = 6;
const REDACTED = '[secret]';

/**
 * The credentials that were handed to services, so that none of them gets into the log, a thread, or what a model reads: a library
 * that fails likes to tell with what. As they are, and as they are written in an address, in JSON, in hexadecimal digits and in base64,
 * there also in the middle of something: a name and a password are sent as one.
 */
export class KnownSecrets {
  /** Longest first: what a shorter one would leave of a longer one is a part of it. */
  #forms: readonly string[] = [];

  /** Hands out credentials, and remembers them. */
  over(secret: (name: string) => Promise<string>): (name: string) => Promise<string> {
    return async (name) => {
      const value = await secret(name);
      if (value.length >= LEAST && !this.#forms.includes(value))
        this.#forms = [...new Set([...this.#forms, ...formsOf(value)])].sort((a, b) => b.length - a.length);
      return value;
    };
  }

  text(text: string): string {
    let kept = text;
    for (const form of this.#forms) if (kept.includes(form)) kept = kept.replaceAll(form, REDACTED);
    return kept;
  }

  json<T extends Json | undefined>(value: T): T {
    return this.#forms.length === 0 ? value : (this.#json(value) as T);
  }

  fault(thrown: unknown, subject: string): Fault {
    return Fault.fromData(this.faultData(Fault.from(thrown, 'INTERNAL', subject).toData()));
  }

  faultData(data: FaultData): FaultData {
    return { ...data, message: this.text(data.message) };
  }

  log(log: Log): Log {
    return (message, fields) => log(this.text(message), fields && this.json({ ...fields }));
  }

  #json(value: Json | undefined): Json | undefined {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((inner: Json) => this.#json(inner) ?? null);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#json(inner) ?? null]));
  }
}

function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const inAddress = encodeURIComponent(value.toWellFormed());
  const within = [0, 1, 2].map((lead) => base64Within(bytes, lead));
  return [
    value,
    ...[
      inAddress,
      inAddress.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      inAddress.replaceAll('%20', '+'),
    ],
    JSON.stringify(value).slice(1, -1),
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
    bytes.toString('base64'),
    ...within,
    ...within.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ].filter((form) => form.length >= LEAST);
}

/** What bytes are in base64 behind others: the digits that they alone decide. @param lead how many bytes more than a multiple of three stand before */
function base64Within(bytes: Buffer, lead: number): string {
  const digits = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64');
  return digits.slice(Math.ceil((lead * 8) / 6), Math.floor(((lead + bytes.length) * 8) / 6));
}
