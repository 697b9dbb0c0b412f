import { BackwardWriter, Reader } from './bytes.ts';
import { Descriptor } from './descriptor.ts';
import type { MessageType } from './message_type.ts';

/**
 * How one method is written and read. Objects are as proto-loader's generated types describe them (`LOADING`), and nothing about
 * them is sure: what is written is coerced, and what is read is for the schemas to check.
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
 * The wire, from the generated descriptor. proto-loader would describe every message for reflection first, and protobufjs, which it
 * is made of, writes and compiles a program for each: more than all else that gRPC needs to start, for messages of a few fields.
 */
export class Wire {
  readonly #descriptor = new Descriptor();

  /** @throws Error for a method that is not in the proto files. */
  method(service: string, name: string): MethodCodec {
    const { request, response } = this.#descriptor.method(service, name);
    return { path: `/${service}/${name}`, request: codecOf(request), response: codecOf(response) };
  }

  /** Paths of all methods. */
  paths(): readonly string[] {
    return this.#descriptor.paths();
  }
}

function codecOf(found: () => MessageType): MessageCodec {
  let known: MessageType | undefined;
  const type = (): MessageType => {
    known ??= found();
    return known;
  };
  return {
    write: (message) => {
      const writer = new BackwardWriter();
      type().write(writer, message);
      return writer.finish();
    },
    read: (bytes) => type().read(new Reader(bytes)),
  };
}
