import { type BackwardWriter, type Reader, WIRE } from './bytes.ts';
import type { MessageType } from './message_type.ts';

/** How one value is written and read, without its field's number. */
export interface ValueType {
  readonly wire: number;
  /** Whether a list of them is written in one piece. */
  readonly packed: boolean;
  /** False where there is nothing to write: an enum's name that is not known. @throws TypeError for what cannot be written. */
  readonly write: (writer: BackwardWriter, value: unknown) => boolean;
  readonly read: (reader: Reader) => unknown;
  /** What is told where it was not sent. */
  readonly unset: () => unknown;
}

function scalar(
  wire: number,
  write: (writer: BackwardWriter, value: unknown) => void,
  read: (reader: Reader) => unknown,
  unset: unknown,
): ValueType {
  return {
    wire,
    packed: wire !== WIRE.delimited,
    write: (writer, value) => {
      write(writer, value);
      return true;
    },
    read,
    unset: () => unset,
  };
}

const EMPTY = Buffer.alloc(0);

/** The scalar types that the proto files use. */
export const SCALARS: ReadonlyMap<string, ValueType> = new Map([
  [
    'string',
    scalar(
      WIRE.delimited,
      (writer, value) => writer.text(String(value)),
      (reader) => reader.text(),
      '',
    ),
  ],
  [
    'bytes',
    scalar(
      WIRE.delimited,
      (writer, value) => writer.bytes(bytesOf(value)),
      (reader) => reader.bytes(),
      EMPTY,
    ),
  ],
  [
    'bool',
    scalar(
      WIRE.varint,
      (writer, value) => writer.varint(value ? 1 : 0),
      (reader) => reader.bool(),
      false,
    ),
  ],
  [
    'int32',
    scalar(
      WIRE.varint,
      (writer, value) => writer.varint(Number(value) | 0),
      (reader) => reader.int32(),
      0,
    ),
  ],
  [
    'int64',
    scalar(
      WIRE.varint,
      (writer, value) => writer.varint(integerOf(value)),
      (reader) => reader.int64(),
      0,
    ),
  ],
  [
    'double',
    scalar(
      WIRE.fixed64,
      (writer, value) => writer.double(Number(value)),
      (reader) => reader.double(),
      0,
    ),
  ],
]);

/** @param values numbers by name; the first stands where nothing was sent */
export function enumType(values: Readonly<Record<string, number>>): ValueType {
  const names = new Map(Object.entries(values).map(([name, number]) => [number, name]));
  const numbers = new Map(Object.entries(values));
  const told = (number: number): unknown => names.get(number) ?? number;
  return {
    wire: WIRE.varint,
    packed: true,
    write: (writer, value) => {
      const number = typeof value === 'number' ? value : numbers.get(String(value));
      if (number === undefined) return false;
      writer.varint(number | 0);
      return true;
    },
    read: (reader) => told(reader.int32()),
    unset: () => told(0),
  };
}

/** A message within another; `type` is asked for when it is first needed. */
export function messageValue(type: () => MessageType): ValueType {
  return {
    wire: WIRE.delimited,
    packed: false,
    write: (writer, value) => {
      const before = writer.length;
      type().write(writer, value);
      writer.varint(writer.length - before);
      return true;
    },
    read: (reader) => type().read(reader.inner()),
    unset: () => null,
  };
}

function integerOf(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new TypeError(`${String(value)} is no integer that the wire can carry exactly`);
  return number;
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('bytes expected');
}
