import type { Client } from '@grpc/grpc-js';
import { methodOf, rawClient, rawUnary } from '../daemon/grpc/raw.ts';

const HEALTH = 'grpc.health.v1.Health';

/** Watches the standard health of one service of a daemon. */
export class HealthWatch {
  /** In order; `ended` where the stream is over. */
  readonly told: string[] = [];
  readonly #client: Client;
  #heard = (): void => undefined;

  constructor(socket: string, service = '') {
    this.#client = rawClient(socket);
    const { path, requestSerialize, responseDeserialize } = methodOf(HEALTH, 'Watch');
    const stream = this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, { service });
    stream.on('error', () => undefined);
    stream.on('data', (response: object) => this.#put('status' in response ? String(response.status) : '?'));
    stream.on('end', () => this.#put('ended'));
  }

  /** Resolves when this is the last that was told. */
  async until(status: string): Promise<void> {
    while (this.told.at(-1) !== status) await new Promise<void>((resolve) => (this.#heard = resolve));
  }

  close(): void {
    this.#client.close();
  }

  #put(status: string): void {
    this.told.push(status);
    this.#heard();
  }
}

/** What a daemon says of itself now; undefined where nobody answers. */
export async function healthAt(socket: string): Promise<string | undefined> {
  const client = rawClient(socket);
  try {
    const { requestSerialize } = methodOf(HEALTH, 'Check');
    const { response } = await rawUnary(client, HEALTH, 'Check', requestSerialize({ service: '' }));
    return response !== undefined && 'status' in response ? String(response.status) : undefined;
  } finally {
    client.close();
  }
}
