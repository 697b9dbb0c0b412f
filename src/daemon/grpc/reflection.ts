import type { PackageDefinition } from '@grpc/proto-loader';
import { z } from 'zod';
import { codeNumber } from '../../wire/codes.ts';
import { descriptor } from '../../wire/generated/descriptor.ts';
import type { ServerReflectionResponse } from '../../wire/generated/grpc/reflection/v1/ServerReflectionResponse.ts';
import { Fault } from '../model/fault.ts';
import type { Methods } from './methods.ts';

const reflectionRequest = z.object({
  host: z.string(),
  messageRequest: z.string().exactOptional(),
  fileByFilename: z.string().exactOptional(),
  fileContainingSymbol: z.string().exactOptional(),
  listServices: z.string().exactOptional(),
});
type ReflectionRequest = z.output<typeof reflectionRequest>;

interface ProtoFile {
  /** Its package, as in `agentos.v1`: proto-loader makes one file of each package. */
  readonly package: string;
  readonly bytes: Buffer;
}

/** What reflection tells of the wire. Our packages need no files but their own, so each symbol's file stands alone. */
export class Reflection {
  readonly #files: readonly ProtoFile[];
  readonly #symbols: ReadonlySet<string>;
  readonly #services: readonly string[];

  constructor(wire: PackageDefinition) {
    const symbols = new Set<string>();
    const services: string[] = [];
    let files: readonly Buffer[] = [];
    for (const [name, definition] of Object.entries(wire)) {
      symbols.add(name);
      if ('fileDescriptorProtos' in definition && Array.isArray(definition.fileDescriptorProtos)) {
        files = definition.fileDescriptorProtos;
      } else {
        services.push(name);
        for (const method of Object.keys(definition)) symbols.add(`${name}.${method}`);
      }
    }
    this.#symbols = symbols;
    this.#services = services.sort();
    this.#files = files.map((bytes) => ({ package: packageOf(bytes), bytes }));
  }

  answer(request: ReflectionRequest): ServerReflectionResponse {
    const { messageRequest: _which, ...originalRequest } = request;
    return { validHost: request.host, originalRequest, ...this.#told(request) };
  }

  #told(request: ReflectionRequest): ServerReflectionResponse {
    switch (request.messageRequest) {
      case 'listServices':
        return { listServicesResponse: { service: this.#services.map((name) => ({ name })) } };
      case 'fileContainingSymbol': {
        const symbol = (request.fileContainingSymbol ?? '').replace(/^\./, '');
        const file = this.#symbols.has(symbol)
          ? this.#files.find((one) => symbol.startsWith(`${one.package}.`))
          : undefined;
        return file ? fileResponse(file) : notFound(`No symbol ${symbol} is known here.`);
      }
      case 'fileByFilename': {
        const name = request.fileByFilename ?? '';
        const file = this.#files.find((one) => `${one.package.replaceAll('.', '_')}.proto` === name);
        return file ? fileResponse(file) : notFound(`No file ${name} is known here.`);
      }
      case 'fileContainingExtension':
      case 'allExtensionNumbersOfType':
        return notFound('Nothing is extended here.');
      default:
        return {
          errorResponse: { errorCode: codeNumber('INVALID_ARGUMENT'), errorMessage: 'The request asks for nothing.' },
        };
    }
  }
}

/** grpc.reflection.v1.ServerReflection. proto-loader, which describes the files, is loaded when somebody first asks. */
export function offerReflection(methods: Methods): void {
  let loading: Promise<Reflection> | undefined;
  methods.bidi(
    'ServerReflectionInfo',
    reflectionRequest,
    (outbox, write: (response: ServerReflectionResponse) => Buffer) => (request) => {
      loading ??= load();
      const answer = (reflection: Reflection) => {
        if (request.ok) outbox.send(write(reflection.answer(request.value)));
        else outbox.cut(new Fault('INVALID_ARGUMENT', request.problem));
      };
      loading.then(answer).catch((thrown: unknown) => outbox.cut(Fault.from(thrown, 'INTERNAL', 'Reflection')));
    },
  );
}

async function load(): Promise<Reflection> {
  const { fromJSON } = await import('@grpc/proto-loader');
  return new Reflection(fromJSON(descriptor));
}

function fileResponse(file: ProtoFile): ServerReflectionResponse {
  return { fileDescriptorResponse: { fileDescriptorProto: [file.bytes] } };
}

function notFound(errorMessage: string): ServerReflectionResponse {
  return { errorResponse: { errorCode: codeNumber('NOT_FOUND'), errorMessage } };
}

/** The package of a serialised FileDescriptorProto: field 2, right after the name, both shorter than 128 bytes. */
function packageOf(bytes: Buffer): string {
  const nameLength = bytes[1] ?? 0;
  const start = 2 + nameLength;
  const length = bytes[start + 1] ?? 0;
  return bytes.toString('utf8', start + 2, start + 2 + length);
}
