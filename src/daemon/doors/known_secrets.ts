import { Fault, type FaultData } from '../model/fault.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Log } from '../model/service.ts';

/** Shorter ones could stand in any text by chance. */
const LEAST = 6;
const REDACTED = '[secret]';

/**
 * The credentials that were handed to services, so that none of them gets into the log, a thread, or what a model reads: a library
 * that fails likes to tell with what. As they are, in an address, and in base64.
 */
export class KnownSecrets {
  readonly #forms = new Set<string>();

  /** Hands out credentials, and remembers them. */
  over(secret: (name: string) => Promise<string>): (name: string) => Promise<string> {
    return async (name) => {
      const value = await secret(name);
      if (value.length >= LEAST)
        for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('base64')])
          this.#forms.add(form);
      return value;
    };
  }

  text(text: string): string {
    let kept = text;
    for (const form of this.#forms) if (kept.includes(form)) kept = kept.replaceAll(form, REDACTED);
    return kept;
  }

  json<T extends Json | undefined>(value: T): T {
    return this.#forms.size === 0 ? value : (this.#json(value) as T);
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
