import { Failure } from './failure.ts';

/** All that an answer may take on the wire; a token comes in some 300 bytes of JSON. */
const MAX_BYTES = 32 * 1_024 * 1_024;
/** Between two empty lines: one event of a stream. */
const MAX_EVENT_BYTES = 1_024 * 1_024;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;

/** Fetch that takes no more than a model can have to say, and goes nowhere else than where it was sent. */
export async function boundedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  // A redirect would take the question, and perhaps the key, to somebody whom the settings do not name.
  const response = await fetch(input, { ...init, redirect: 'error' });
  if (!response.body) return response;
  const streams = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(bounded(streams, init?.signal ?? undefined)), {
    status,
    statusText,
    headers,
  });
}

/**
 * Who gives up is heard here as well: undici holds the request only weakly once its answer has begun, so after a collection of
 * garbage the signal that it was given ends nothing any more, and a model that falls silent would be waited for without end.
 */
function bounded(streams: boolean, signal: AbortSignal | undefined): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  let event = 0;
  let lineIsEmpty = true;
  return new TransformStream({
    start(controller) {
      const stop = (): void => controller.error(signal?.reason);
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    },
    transform(chunk, controller) {
      bytes += chunk.length;
      if (streams) {
        for (const byte of chunk) {
          event += 1;
          if (byte === NEW_LINE) {
            if (lineIsEmpty) event = 0;
            lineIsEmpty = true;
          } else if (byte !== RETURN) lineIsEmpty = false;
          if (event > MAX_EVENT_BYTES) break;
        }
      }
      if (bytes > MAX_BYTES || event > MAX_EVENT_BYTES) controller.error(new Failure('too_much'));
      else controller.enqueue(chunk);
    },
  });
}
