import type { HealthCheckResponse } from '../../wire/generated/grpc/health/v1/HealthCheckResponse.ts';
import { healthCheckRequest } from '../../wire/request.ts';
import type { Condition } from '../model/condition.ts';
import { Fault } from '../model/fault.ts';
import type { Methods } from './methods.ts';

/** What takes turns; the name that is empty means the daemon as a whole, which is there for them. */
const OF_TURNS: ReadonlySet<string> = new Set(['', 'agentos.v1.Assistant']);

/** Whether the daemon can do its work, by service: where nothing new is taken on, those that only read still serve. */
export class Health {
  #condition: Condition;
  readonly #watchers = new Set<() => void>();

  constructor(condition: Condition = 'serving') {
    this.#condition = condition;
  }

  /** Turns are taken. */
  get serving(): boolean {
    return this.#condition === 'serving';
  }

  set(condition: Condition): void {
    if (condition === this.#condition) return;
    this.#condition = condition;
    for (const wake of [...this.#watchers]) wake();
  }

  now(service: string): HealthCheckResponse {
    const serves = this.serving || (this.#condition === 'reading' && !OF_TURNS.has(service));
    return { status: serves ? 'SERVING' : 'NOT_SERVING' };
  }

  /** How a service is now, and every change, until aborted. */
  async *watch(service: string, signal: AbortSignal): AsyncIterable<HealthCheckResponse> {
    let wake = (): void => undefined;
    const woken = (): void => wake();
    this.#watchers.add(woken);
    signal.addEventListener('abort', woken);
    try {
      for (let told: HealthCheckResponse | undefined; !signal.aborted; ) {
        const now = this.now(service);
        if (now.status === told?.status) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        told = now;
        yield now;
      }
    } finally {
      signal.removeEventListener('abort', woken);
      this.#watchers.delete(woken);
    }
  }
}

/** grpc.health.v1.Health; `known` holds the full names of the services. */
export function offerHealth(methods: Methods, health: Health, known: ReadonlySet<string>): void {
  const knows = (service: string) => service === '' || known.has(service);
  methods.unary('Check', healthCheckRequest, async ({ service }): Promise<HealthCheckResponse> => {
    if (!knows(service)) throw new Fault('NOT_FOUND', `There is no service ${service} here.`);
    return health.now(service);
  });
  methods.stream('Watch', healthCheckRequest, ({ service }, signal) =>
    knows(service) ? health.watch(service, signal) : unknownService(signal),
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
