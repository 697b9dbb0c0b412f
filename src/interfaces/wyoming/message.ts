/**
 * Wyoming's wire format (github.com/OHF-Voice/wyoming, README "Format"): a header of JSON on one line, then as many bytes of
 * more JSON (`data_length`) and of anything else, mostly sound (`payload_length`), as the header says. Nothing of it is
 * trusted: lengths are bounded before anything is kept, and what is no message is a WyomingError, after which the
 * stream cannot be read on.
 */

/** What one says to the other. `data` is as it came: who uses it looks whether it fits. */
export interface Message {
  readonly type: string;
  readonly data: { readonly [key: string]: unknown };
  readonly payload?: Uint8Array;
}

/** What was wrong with what another said, or with the way there. */
export class WyomingError extends Error {
  override readonly name = 'WyomingError';
}

/** Bytes. A second of 48 kHz stereo is 192 kB, and clients send tenths of seconds; the list of a thousand voices is some 300 kB. */
export const longest = { header: 256 * 1024, data: 4 * 1024 * 1024, payload: 4 * 1024 * 1024 } as const;

/** The version of the protocol's reference that this was written from; told, never asked for. */
const version = '1.8.0';
const newLine = 0x0a;

export function encode({ type, data, payload }: Message): Uint8Array {
  const more = Object.keys(data).length === 0 ? new Uint8Array(0) : Buffer.from(JSON.stringify(data));
  const header = {
    type,
    version,
    ...(more.length > 0 && { data_length: more.length }),
    ...(payload !== undefined && payload.length > 0 && { payload_length: payload.length }),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), more, payload ?? new Uint8Array(0)]);
}

interface Header {
  readonly type: string;
  readonly data: Message['data'];
  readonly dataLength: number;
  readonly payloadLength: number;
}

/** Puts messages together from bytes as they come, in chunks of any size. */
export class Decoder {
  #chunks: Uint8Array[] = [];
  #held = 0;
  #header: Header | undefined;

  /** True between two messages: nothing is begun. */
  get idle(): boolean {
    return this.#held === 0 && this.#header === undefined;
  }

  /** The messages that are complete with this chunk. Throws a WyomingError. */
  *push(chunk: Uint8Array): Generator<Message> {
    if (chunk.length === 0) return;
    let line = this.#header === undefined ? lineEnd(chunk, this.#held) : -1;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    while (true) {
      if (this.#header === undefined) {
        if (line < 0) {
          if (this.#held > longest.header) throw new WyomingError('a header is longer than any is');
          return;
        }
        this.#header = readHeader(this.#take(line));
        this.#take(1);
      }
      const { type, data, dataLength, payloadLength } = this.#header;
      if (this.#held < dataLength + payloadLength) return;
      const more = dataLength === 0 ? {} : readObject(this.#take(dataLength), 'data');
      const payload = this.#take(payloadLength);
      this.#header = undefined;
      yield { type, data: { ...data, ...more }, ...(payloadLength > 0 && { payload }) };
      const rest = this.#take(0, true);
      line = lineEnd(rest, 0);
      if (rest.length === 0) return;
    }
  }

  /** The next bytes, taken out; with `peek` all that are held, left in. */
  #take(length: number, peek = false): Uint8Array {
    const [first] = this.#chunks;
    const all = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    if (peek) {
      this.#chunks = all.length === 0 ? [] : [all];
      return all;
    }
    this.#held -= length;
    this.#chunks = this.#held === 0 ? [] : [all.subarray(length)];
    return all.subarray(0, length);
  }
}

/** Where the first line of `before` bytes and this chunk ends; -1 where it does not, with no line break in what was before. */
function lineEnd(chunk: Uint8Array, before: number): number {
  const found = chunk.indexOf(newLine);
  return found < 0 ? -1 : before + found;
}

function readHeader(line: Uint8Array): Header {
  if (line.length > longest.header) throw new WyomingError('a header is longer than any is');
  const { type, data, data_length: dataLength, payload_length: payloadLength } = readObject(line, 'a header');
  if (typeof type !== 'string' || type === '' || type.length > 100) throw new WyomingError('a header names no type');
  const inline = data ?? {};
  if (!isObject(inline)) throw new WyomingError('the data of a header is no object');
  return {
    type,
    data: inline,
    dataLength: readLength(dataLength, longest.data, 'data_length'),
    payloadLength: readLength(payloadLength, longest.payload, 'payload_length'),
  };
}

function readLength(value: unknown, most: number, name: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new WyomingError(`${name} is no number of bytes`);
  if (value > most) throw new WyomingError(`${name} is ${value}, and ${most} is the most that is taken`);
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readObject(bytes: Uint8Array, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new WyomingError(`${what} is no JSON`, { cause });
  }
  if (!isObject(value)) throw new WyomingError(`${what} is no object`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
