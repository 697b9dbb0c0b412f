import type { HealthCheckResponse } from '../../wire/generated/grpc/health/v1/HealthCheckResponse.ts';
import { healthCheckRequest } from '../../wire/request.ts';
import { Fault } from '../model/fault.ts';
import type { Methods } from './methods.ts';

/** Whether the daemon can do its work. All its services stand and fall together. */
export class Health {
  #serving = true;
  #changed: (() => void)[] = [];

  get serving(): boolean {
    return this.#serving;
  }

  set(serving: boolean): void {
    if (serving === this.#serving) return;
    this.#serving = serving;
    for (const tell of this.#changed.splice(0)) tell();
  }

  now(): HealthCheckResponse {
    return { status: this.#serving ? 'SERVING' : 'NOT_SERVING' };
  }

  /** How it is now, and every change, until aborted. */
  async *watch(signal: AbortSignal): AsyncIterable<HealthCheckResponse> {
    while (!signal.aborted) {
      const told = this.#serving;
      yield this.now();
      if (told === this.#serving) await Promise.race([this.#change(), aborted(signal)]);
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#changed.push(resolve));
  }
}

/** grpc.health.v1.Health; `known` holds the full names of the services. */
export function offerHealth(methods: Methods, health: Health, known: ReadonlySet<string>): void {
  const knows = (service: string) => service === '' || known.has(service);
  methods.unary('Check', healthCheckRequest, async ({ service }): Promise<HealthCheckResponse> => {
    if (!knows(service)) throw new Fault('NOT_FOUND', `There is no service ${service} here.`);
    return health.now();
  });
  methods.stream('Watch', healthCheckRequest, ({ service }, signal) =>
    knows(service) ? health.watch(signal) : unknownService(signal),
  );
}

/** The protocol wants the stream to stay open: the service might come. */
async function* unknownService(signal: AbortSignal): AsyncIterable<HealthCheckResponse> {
  yield { status: 'SERVICE_UNKNOWN' };
  await aborted(signal);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
