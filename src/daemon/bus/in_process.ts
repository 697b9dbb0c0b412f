import { Fault } from '../model/fault.ts';
import type { Answer, Bus, Cancellation, Delivery, Handler, Listener } from './bus.ts';

/** The bus of a single process: a map from subject and provider to handler. */
export class InProcessBus implements Bus {
  readonly #handlers = new Map<string, Handler>();

  serve(subject: string, provider: string, handler: Handler): () => void {
    const address = addressOf(subject, provider);
    this.#handlers.set(address, handler);
    return () => {
      if (this.#handlers.get(address) === handler) this.#handlers.delete(address);
    };
  }

  async deliver(
    delivery: Delivery,
    cancellation: Cancellation,
    written: Promise<void>,
    words?: Listener,
  ): Promise<Answer> {
    const handler = this.#handlers.get(addressOf(delivery.subject, delivery.provider));
    if (!handler) {
      const gone = new Fault('UNAVAILABLE', `${delivery.subject}: its provider ${delivery.provider} is not running.`);
      return { error: gone.toData() };
    }
    try {
      return await handler(delivery, cancellation, written, words);
    } catch (thrown) {
      return { error: Fault.from(thrown, 'INTERNAL', delivery.subject).toData() };
    }
  }
}

function addressOf(subject: string, provider: string): string {
  return `${subject} ${provider}`;
}
