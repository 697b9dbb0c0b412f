import { z } from 'zod';

/**
 * A header of JSON and rows of signed bytes in one file: `AOSW`, the header's length (4 bytes, little-endian), the header, the bytes.
 */
const MAGIC = 'AOSW';

export function pack(header: object, bytes: Int8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const packed = new Uint8Array(8 + text.length + bytes.length);
  packed.set(new TextEncoder().encode(MAGIC));
  new DataView(packed.buffer).setUint32(4, text.length, true);
  packed.set(text, 8);
  packed.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), 8 + text.length);
  return packed;
}

/** @throws Error where the file is not one of these, or is cut short */
export function unpack<T>(packed: Uint8Array, header: z.ZodType<T>): { header: T; bytes: Int8Array } {
  if (new TextDecoder().decode(packed.subarray(0, 4)) !== MAGIC) throw new Error('this is no file of weights');
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(4, true);
  if (8 + length > packed.length) throw new Error('the file of weights is cut short');
  const json: unknown = JSON.parse(new TextDecoder().decode(packed.subarray(8, 8 + length)));
  const read = header.safeParse(json);
  if (!read.success) throw new Error(`the header of the weights is wrong: ${z.prettifyError(read.error)}`);
  return {
    header: read.data,
    bytes: new Int8Array(packed.buffer, packed.byteOffset + 8 + length, packed.length - 8 - length),
  };
}
