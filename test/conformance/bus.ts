import { describe, expect, it } from 'vitest';
import type { Bus, Delivery } from '../../src/daemon/bus/bus.ts';
import { CancellationSource } from '../../src/daemon/bus/cancellation.ts';
import { Fault } from '../../src/daemon/model/fault.ts';

const WRITTEN = Promise.resolve();

function delivery(subject = 'need.x', provider = 'p', input: Delivery['input'] = { n: 1 }): Delivery {
  return { thread: 't', turn: 1, key: '1.0', subject, provider, input, taint: [], idempotencyKey: 't/1.0' };
}

/** What every bus has to do. `open` gives a new one and its release. */
export function busConformance(name: string, open: () => Promise<{ bus: Bus; close(): Promise<void> }>): void {
  const withBus = async (run: (bus: Bus) => Promise<void>): Promise<void> => {
    const { bus, close } = await open();
    try {
      await run(bus);
    } finally {
      await close();
    }
  };

  describe(`${name} is a bus`, () => {
    it('delivers to the provider that is named, and to no other', () =>
      withBus(async (bus) => {
        bus.serve('need.x', 'p', async ({ input }) => ({ data: { got: input } }));
        bus.serve('need.x', 'q', async () => ({ data: 'q' }));
        bus.serve('need.y', 'p', async () => ({ data: 'y' }));
        const sent = delivery('need.x', 'p', { deep: [1, 'ü', null, { a: true }] });
        expect(await bus.deliver(sent, new CancellationSource(), WRITTEN)).toEqual({ data: { got: sent.input } });
        expect(await bus.deliver(delivery('need.x', 'q'), new CancellationSource(), WRITTEN)).toEqual({ data: 'q' });
        expect(await bus.deliver(delivery('need.y', 'p'), new CancellationSource(), WRITTEN)).toEqual({ data: 'y' });
      }));

    it('answers UNAVAILABLE where nobody serves, before and after', () =>
      withBus(async (bus) => {
        const gone = { error: { code: 'UNAVAILABLE', message: expect.stringMatching(/need\.x.*p/), retryable: true } };
        expect(await bus.deliver(delivery(), new CancellationSource(), WRITTEN)).toEqual(gone);
        const release = bus.serve('need.x', 'p', async () => ({ data: 1 }));
        release();
        expect(await bus.deliver(delivery(), new CancellationSource(), WRITTEN)).toEqual(gone);
        release();
      }));

    it('makes an answer of whatever a handler throws', () =>
      withBus(async (bus) => {
        bus.serve('need.x', 'p', async () => {
          throw new Fault('NOT_FOUND', 'not here');
        });
        bus.serve('need.y', 'p', () => {
          throw new Error('at once');
        });
        const { error } = await bus.deliver(delivery(), new CancellationSource(), WRITTEN);
        expect(error).toEqual({ code: 'NOT_FOUND', message: 'not here', retryable: false });
        const other = await bus.deliver(delivery('need.y'), new CancellationSource(), WRITTEN);
        expect(other.error).toMatchObject({ code: 'INTERNAL', message: 'need.y: at once' });
      }));

    it('lets a second handler of a provider take over; calls under way finish on the first', () =>
      withBus(async (bus) => {
        let finish: () => void = () => undefined;
        const first = bus.serve('need.x', 'p', async () => {
          await new Promise<void>((resolve) => (finish = resolve));
          return { data: 'old' };
        });
        const under = bus.deliver(delivery(), new CancellationSource(), WRITTEN);
        await new Promise(setImmediate);
        bus.serve('need.x', 'p', async () => ({ data: 'new' }));
        // The release of the one that was replaced leaves the other alone.
        first();
        expect(await bus.deliver(delivery(), new CancellationSource(), WRITTEN)).toEqual({ data: 'new' });
        finish();
        expect(await under).toEqual({ data: 'old' });
      }));

    it('tells the handler when nobody waits any more', () =>
      withBus(async (bus) => {
        const reason = new Fault('CANCELLED', 'enough');
        const seen: unknown[] = [];
        bus.serve('need.x', 'p', (_delivery, cancellation) => {
          return new Promise((resolve) => {
            cancellation.onCancel((why) => seen.push(why));
            cancellation.signal.addEventListener('abort', () => resolve({ data: 'stopped' }), { once: true });
          });
        });
        const source = new CancellationSource();
        const answer = bus.deliver(delivery(), source, WRITTEN);
        await new Promise(setImmediate);
        source.cancel(reason);
        expect(await answer).toEqual({ data: 'stopped' });
        expect(Fault.from(seen[0])).toMatchObject({ code: 'CANCELLED' });
      }));

    it('tells the handler when its answer is in the log', () =>
      withBus(async (bus) => {
        let write: () => void = () => undefined;
        const written = new Promise<void>((resolve) => (write = resolve));
        let told = false;
        bus.serve('need.x', 'p', async (_delivery, _cancellation, done) => {
          void done.then(() => (told = true));
          return { data: 1 };
        });
        await bus.deliver(delivery(), new CancellationSource(), written);
        expect(told).toBe(false);
        write();
        await new Promise(setImmediate);
        expect(told).toBe(true);
      }));

    it('takes the words of an answer to who wants to hear them, in order, before the answer', () =>
      withBus(async (bus) => {
        bus.serve('need.x', 'p', async (_delivery, _cancellation, _written, words) => {
          words?.('It ');
          await new Promise(setImmediate);
          words?.('rains.');
          return { data: 'It rains.' };
        });
        const heard: string[] = [];
        const words = (text: string): void => void heard.push(text);
        const answer = await bus.deliver(delivery(), new CancellationSource(), WRITTEN, words);
        expect([...heard, answer.data]).toEqual(['It ', 'rains.', 'It rains.']);
        expect(await bus.deliver(delivery(), new CancellationSource(), WRITTEN)).toEqual({ data: 'It rains.' });
      }));

    it('carries many calls side by side', () =>
      withBus(async (bus) => {
        bus.serve('need.x', 'p', async ({ input }) => {
          await new Promise(setImmediate);
          return { data: input };
        });
        const sent = Array.from({ length: 500 }, (_, n) =>
          bus.deliver(delivery('need.x', 'p', n), new CancellationSource(), WRITTEN),
        );
        expect((await Promise.all(sent)).map(({ data }) => data)).toEqual(sent.map((_, n) => n));
      }));
  });
}
