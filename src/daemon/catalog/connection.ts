import { describeIssues, Fault } from '../model/fault.ts';
import type { Clock, OpenProvider, Provider, ProviderContext } from '../model/service.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;

export interface ConnectionOptions {
  readonly provider: Provider;
  /** Its section of the settings, unchecked. */
  readonly settings: unknown;
  /** Name of that section, for messages. */
  readonly section: string;
  readonly context: Omit<ProviderContext<unknown>, 'settings' | 'signal'>;
  readonly clock: Clock;
  readonly opened: (open: OpenProvider) => void;
  readonly failed: (fault: Fault) => void;
}

/**
 * Keeps a provider open: opens it, and again with growing waits when that fails, until it is released.
 * Wrong settings are not tried again; they do not heal by themselves.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #released = new AbortController();
  #open: OpenProvider | undefined;
  #cancelRetry: () => void = () => undefined;
  /** Resolves when the first attempt is over, whatever came of it. */
  readonly firstAttempt: Promise<void>;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.firstAttempt = this.#try(FIRST_RETRY_MS);
  }

  async #try(retryMs: number): Promise<void> {
    const { provider, settings, section, context, clock, opened, failed } = this.#options;
    try {
      const parsed = provider.settings.safeParse(settings ?? {});
      if (!parsed.success)
        return failed(new Fault('FAILED_PRECONDITION', `settings: ${describeIssues(parsed.error, section)}`));
      const open = await provider.open({ ...context, settings: parsed.data, signal: this.#released.signal });
      if (this.#released.signal.aborted) return await open.release();
      this.#open = open;
      opened(open);
    } catch (thrown) {
      if (this.#released.signal.aborted) return;
      failed(Fault.from(thrown, 'UNAVAILABLE'));
      this.#cancelRetry = clock.after(retryMs, () => void this.#try(Math.min(retryMs * 2, LAST_RETRY_MS)));
    }
  }

  async release(): Promise<void> {
    this.#released.abort();
    this.#cancelRetry();
    await this.#open?.release();
  }
}
