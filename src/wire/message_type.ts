import type { BackwardWriter, Reader } from './bytes.ts';
import type { ValueType } from './value_type.ts';

export interface Field {
  readonly name: string;
  readonly id: number;
  readonly type: ValueType;
  readonly shape: 'one' | 'list' | 'map';
  /** The oneof that it is a case of; a field that is `optional` has one of its own. */
  readonly oneof: string | undefined;
}

/**
 * How a message is written and read: as protobufjs does where it makes 64-bit integers numbers, enums their names, sets defaults and
 * tells the case of each oneof under the oneof's name. Numbers on the wire that nobody knows are passed over.
 */
export class MessageType {
  readonly #name: string;
  /** By number, the highest first: they are written backwards. */
  readonly #fields: readonly Field[];
  /** At its number. */
  readonly #byId: readonly (Field | undefined)[];
  /** Told whether they are sent or not: all that are no case of a oneof. */
  readonly #told: readonly Field[];

  constructor(name: string, fields: readonly Field[]) {
    this.#name = name;
    this.#fields = [...fields].sort((a, b) => b.id - a.id);
    const byId: (Field | undefined)[] = [];
    for (const field of fields) byId[field.id] = field;
    this.#byId = byId;
    this.#told = fields.filter(({ oneof }) => oneof === undefined);
  }

  /** Writes the fields that are there. @throws TypeError for what is no message, or no value of its field. */
  write(writer: BackwardWriter, message: unknown): void {
    if (!isRecord(message)) throw new TypeError(`${this.#name}: object expected`);
    for (const field of this.#fields) {
      const value = message[field.name];
      if (value === undefined || value === null) continue;
      if (field.shape === 'one') writeOne(writer, field, value);
      else if (field.shape === 'list') this.#writeList(writer, field, value);
      else this.#writeMap(writer, field, value);
    }
  }

  #writeList(writer: BackwardWriter, field: Field, value: unknown): void {
    if (!Array.isArray(value)) throw new TypeError(`${this.#name}.${field.name}: array expected`);
    if (!field.type.packed) {
      for (let index = value.length - 1; index >= 0; index -= 1) writeOne(writer, field, value[index]);
    } else if (value.length > 0) {
      const before = writer.length;
      for (let index = value.length - 1; index >= 0; index -= 1) field.type.write(writer, value[index]);
      writer.varint(writer.length - before);
      writer.tag(field.id, DELIMITED);
    }
  }

  /** Each entry is a message with the key, a text, as 1 and the value as 2. */
  #writeMap(writer: BackwardWriter, { name, id, type }: Field, value: unknown): void {
    if (!isRecord(value)) throw new TypeError(`${this.#name}.${name}: object expected`);
    for (const key of Object.keys(value).reverse()) {
      const before = writer.length;
      type.write(writer, value[key]);
      writer.tag(2, type.wire);
      writer.text(key);
      writer.tag(1, DELIMITED);
      writer.varint(writer.length - before);
      writer.tag(id, DELIMITED);
    }
  }

  /** @throws RangeError where the bytes are not a message. */
  read(reader: Reader): Record<string, unknown> {
    const message: Record<string, unknown> = {};
    for (const { name, shape, type } of this.#told)
      message[name] = shape === 'list' ? [] : shape === 'map' ? {} : type.unset();
    while (!reader.done) {
      const tag = reader.uint32();
      const wire = tag & 7;
      const field = this.#byId[tag >>> 3];
      if (field === undefined || !readField(reader, field, wire, message)) reader.skip(wire);
    }
    return message;
  }
}

const DELIMITED = 2;

function writeOne(writer: BackwardWriter, { id, type }: Field, value: unknown): void {
  if (type.write(writer, value)) writer.tag(id, type.wire);
}

/** False where the wire has something else than the field's type: it is as good as unknown then. */
function readField(reader: Reader, field: Field, wire: number, message: Record<string, unknown>): boolean {
  const { name, type, shape, oneof } = field;
  const list = message[name];
  if (shape === 'list' && Array.isArray(list)) {
    if (wire === type.wire) list.push(type.read(reader));
    else if (wire === DELIMITED && type.packed)
      for (const inner = reader.inner(); !inner.done; ) list.push(type.read(inner));
    else return false;
    return true;
  }
  if (wire !== (shape === 'map' ? DELIMITED : type.wire)) return false;
  if (shape === 'map') {
    readEntry(reader.inner(), type, list);
    return true;
  }
  if (oneof !== undefined) {
    // Of several cases, the last one counts.
    const before = message[oneof];
    if (typeof before === 'string') delete message[before];
    message[oneof] = name;
  }
  message[name] = type.read(reader);
  return true;
}

function readEntry(entry: Reader, type: ValueType, map: unknown): void {
  let key = '';
  let value = type.unset();
  while (!entry.done) {
    const tag = entry.uint32();
    const wire = tag & 7;
    if (tag >>> 3 === 1 && wire === DELIMITED) key = entry.text();
    else if (tag >>> 3 === 2 && wire === type.wire) value = type.read(entry);
    else entry.skip(wire);
  }
  // Defined, since a key may be any word, `__proto__` among them.
  if (typeof map === 'object' && map !== null)
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
