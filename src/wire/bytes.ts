// Protocol Buffers in bytes: https://protobuf.dev/programming-guides/encoding/

/** What follows a field's number. Groups (3 and 4) are not read: nothing of ours has had them. */
export const WIRE = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

const TWO_32 = 2 ** 32;
const FIRST_BYTES = 256;
const SHORT_TEXT = 48;

/**
 * Writes from the end to the beginning: what has been written of a message tells its length, which stands before it. So nothing is
 * measured first and nothing is moved, and fields are written last one first.
 */
export class BackwardWriter {
  #bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  #at = FIRST_BYTES;

  /** How much is written. */
  get length(): number {
    return this.#bytes.length - this.#at;
  }

  finish(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  tag(field: number, wire: number): void {
    this.varint(field * 8 + wire);
  }

  /** An integer between -2^63 and 2^53; negative ones take ten bytes. */
  varint(value: number): void {
    if (value >= 0 && value < 0x80) {
      this.#room(1);
      this.#at -= 1;
      this.#bytes[this.#at] = value;
      return;
    }
    let low = (value % TWO_32) >>> 0;
    let high = Math.floor(value / TWO_32) >>> 0;
    const groups: number[] = [];
    while (high > 0 || low > 0x7f) {
      groups.push((low & 0x7f) | 0x80);
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    groups.push(low);
    this.#room(groups.length);
    this.#at -= groups.length;
    for (let index = 0; index < groups.length; index++) this.#bytes[this.#at + index] = groups[index] ?? 0;
  }

  double(value: number): void {
    this.#room(8);
    this.#at -= 8;
    this.#bytes.writeDoubleLE(value, this.#at);
  }

  text(value: string): void {
    if (value.length <= SHORT_TEXT && this.#ascii(value)) return;
    const length = Buffer.byteLength(value);
    this.#room(length);
    this.#at -= length;
    this.#bytes.write(value, this.#at, length, 'utf8');
    this.varint(length);
  }

  /** Writes a text of ASCII, for which the way into native code takes longer than the copying; false for another. */
  #ascii(value: string): boolean {
    const { length } = value;
    this.#room(length);
    const at = this.#at - length;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      this.#bytes[at + index] = code;
    }
    this.#at = at;
    this.varint(length);
    return true;
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#at -= value.length;
    this.#bytes.set(value, this.#at);
    this.varint(value.length);
  }

  #room(length: number): void {
    if (length <= this.#at) return;
    const written = this.length;
    const size = Math.max(this.#bytes.length * 2, written + length);
    const larger = Buffer.allocUnsafe(size);
    this.#bytes.copy(larger, size - written, this.#at);
    this.#bytes = larger;
    this.#at = size - written;
  }
}

/** Reads bytes from `at` up to `end`. Every method throws RangeError where they end too early. */
export class Reader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** Its lower 32 bits, without a sign: a tag, a length. */
  uint32(): number {
    return this.#varint() >>> 0;
  }

  int32(): number {
    return this.uint32() | 0;
  }

  /** As a number: inexact beyond 2^53. */
  int64(): number {
    return this.#varint();
  }

  bool(): boolean {
    return this.#varint() !== 0;
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#take(8));
  }

  text(): string {
    const length = this.uint32();
    const at = this.#take(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  bytes(): Buffer {
    const length = this.uint32();
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A reader of what is delimited here; this one goes on behind it. */
  inner(): Reader {
    const length = this.uint32();
    const at = this.#take(length);
    return new Reader(this.#bytes, at, at + length);
  }

  skip(wire: number): void {
    if (wire === WIRE.varint) this.#varint();
    else if (wire === WIRE.fixed64) this.#take(8);
    else if (wire === WIRE.delimited) this.#take(this.uint32());
    else if (wire === WIRE.fixed32) this.#take(4);
    else throw new RangeError(`No field of ours has wire type ${wire}.`);
  }

  /** Of 64 bits with their sign, in ten bytes at most. */
  #varint(): number {
    let byte = this.#bytes[this.#take(1)] ?? 0;
    if (byte < 0x80) return byte;
    let low = byte & 0x7f;
    let high = 0;
    for (let index = 1; byte >= 0x80; index += 1) {
      if (index === 10) throw new RangeError('A number has more than ten bytes.');
      byte = this.#bytes[this.#take(1)] ?? 0;
      const bits = byte & 0x7f;
      if (index <= 4) low |= bits << (index * 7);
      if (index === 4) high = bits >>> 4;
      else if (index > 4) high |= bits << (index * 7 - 32);
    }
    return high * TWO_32 + (low >>> 0);
  }

  #take(length: number): number {
    const at = this.#at;
    if (at + length > this.#end) throw new RangeError('The message ends in the middle of a field.');
    this.#at = at + length;
    return at;
  }
}
