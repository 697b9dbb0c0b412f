import { ProgramError } from './program.ts';

/** An engine that hears or speaks could not do its work; the message says which, where it is, and what to do. */
export class EngineError extends ProgramError {}

/** Whether a host is this machine: what is sent there does not leave it. */
export function isHere(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name) || name.endsWith('.localhost');
}

/** For `sentTo`: the host, unless it is this machine. */
export function beyond(host: string): readonly string[] {
  return isHere(host) ? [] : [host];
}

/** Waits for work no longer than so many milliseconds (then an EngineError), or until the signal aborts (then its reason). */
export async function within<T>(
  ms: number,
  late: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const over = new AbortController();
  const until = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const timer = setTimeout(() => over.abort(new EngineError(late)), ms);
  try {
    const aborted = new Promise<never>((_, reject) => {
      until.addEventListener('abort', () => reject(until.reason), { once: true });
    });
    return await Promise.race([work(until), aborted]);
  } finally {
    clearTimeout(timer);
  }
}
