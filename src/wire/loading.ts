/**
 * How messages become objects, the same on both sides and for the generated types (scripts/generate_wire.ts).
 * 64-bit integers are numbers: all of ours stay below 2^53, and the schemas refuse what does not.
 */
export const LOADING = { keepCase: false, longs: Number, enums: String, defaults: true, oneofs: true };

/** One message, request or response, in bytes: text of 64 KiB with its alternatives, and air. */
export const MAX_REQUEST_BYTES = 256 * 1024;
/** A catalog of a thousand services with their schemas. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
/** Length of a Unix socket's path that Linux takes, in bytes (108 with the closing zero). */
export const MAX_SOCKET_PATH_BYTES = 107;

/** An HTTP/2 ping every 8 s, answered within 5 s: a half-open peer is found within 15 s, on a busy machine too. */
export const KEEPALIVE = {
  'grpc.keepalive_time_ms': 8_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.keepalive_permit_without_calls': 1,
};
