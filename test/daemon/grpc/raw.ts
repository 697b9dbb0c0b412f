import { Client, type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { fromJSON, type MethodDefinition } from '@grpc/proto-loader';
import { descriptor } from '../../../src/wire/generated/descriptor.ts';
import { LOADING } from '../../../src/wire/loading.ts';

const wire = fromJSON(descriptor, LOADING);

export function methodOf(service: string, method: string): MethodDefinition<object, object> {
  const definition = wire[service];
  const found = definition !== undefined && !('format' in definition) ? definition[method] : undefined;
  if (found === undefined || typeof found !== 'object' || !('requestSerialize' in found))
    throw new Error(`${service}.${method}?`);
  return found;
}

/** A gRPC client that may send any bytes. */
export function rawClient(socket: string): Client {
  return new Client(`unix:${socket}`, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
}

export interface RawStream {
  readonly call: ClientDuplexStream<Buffer, Record<string, unknown>>;
  send(request: object): void;
  /** The next message, or the status that ended the stream. */
  next(): Promise<Record<string, unknown>>;
}

export function rawStream(client: Client, service = 'agentos.v1.Assistant', method = 'Converse'): RawStream {
  const { path, requestSerialize, responseDeserialize } = methodOf(service, method);
  const call = client.makeBidiStreamRequest(
    path,
    (bytes: Buffer) => bytes,
    (bytes): Record<string, unknown> => ({ ...responseDeserialize(bytes) }),
  );
  const arrived: Record<string, unknown>[] = [];
  let wake = () => {};
  const put = (message: Record<string, unknown>) => {
    arrived.push(message);
    wake();
  };
  call.on('data', put);
  call.on('error', () => {});
  call.on('status', ({ code, details }) => put({ status: code, details }));
  return {
    call,
    send: (request) => void call.write(requestSerialize(request)),
    next: async () => {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift() ?? {};
    },
  };
}

export async function rawUnary(
  client: Client,
  service: string,
  method: string,
  bytes: Buffer,
): Promise<{ code: number; details: string; response?: object }> {
  const { path, responseDeserialize } = methodOf(service, method);
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      path,
      (request: Buffer) => request,
      responseDeserialize,
      bytes,
      (error, response) => {
        resolve({ code: error?.code ?? 0, details: error?.details ?? '', ...(response ? { response } : {}) });
      },
    );
  });
}
