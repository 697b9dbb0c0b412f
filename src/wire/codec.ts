import protobuf from 'protobufjs/light.js';
import { descriptor } from './generated/descriptor.ts';
import { LOADING } from './loading.ts';

/**
 * How one method is written and read. Objects are as proto-loader's generated types describe them, and nothing about them is
 * sure: protobufjs coerces what it writes, and what it reads is for the schemas to check.
 */
export interface MethodCodec {
  /** `/agentos.v1.Assistant/Converse` */
  readonly path: string;
  readonly request: MessageCodec;
  readonly response: MessageCodec;
}

export interface MessageCodec {
  readonly write: (message: object) => Buffer;
  /** @throws Error where the bytes are not a message. */
  readonly read: (bytes: Buffer) => object;
}

/**
 * The wire, from the generated descriptor. proto-loader would describe every message for reflection first, which was measured
 * to cost more than all else that gRPC needs to start; protobufjs, which it is made of, builds a codec when it is first used.
 */
export class Wire {
  readonly #root = protobuf.Root.fromJSON(descriptor);

  /** @throws Error for a method that is not in the proto files. */
  method(service: string, name: string): MethodCodec {
    const method = this.#root.lookupService(service).methods[name];
    if (method === undefined) throw new Error(`${service}.${name} is not in the proto files; generate the wire anew.`);
    method.resolve();
    const { resolvedRequestType, resolvedResponseType } = method;
    if (resolvedRequestType === null || resolvedResponseType === null)
      throw new Error(`${service}.${name} has no types.`);
    return {
      path: `/${service}/${name}`,
      request: codecOf(resolvedRequestType),
      response: codecOf(resolvedResponseType),
    };
  }
}

function codecOf(type: protobuf.Type): MessageCodec {
  return {
    write: (message) => asBuffer(type.encode(type.fromObject(message)).finish()),
    read: (bytes) => type.toObject(type.decode(bytes), LOADING),
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
