import { reply, use } from 'agentos/contract';
import { end, router } from 'agentos/service';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { over } from '../../../../src/daemon/failpoints/over.ts';
import type { Store, Ticket, Unit } from '../../../../src/daemon/store/store.ts';
import { OWNER, openHouse } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });

test('P1 an utterance is accepted when its opening is durable, not when it is applied', async () => {
  const order: string[] = [];
  const slowDisk = (store: Store): Store => {
    const append = (unit: Unit): Ticket => {
      const { applied, durable } = store.append(unit);
      const synced = Promise.all([applied, durable]).then(async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push(...unit.events.map(({ direction }) => `${direction} is durable`));
      });
      synced.catch(() => undefined);
      void applied.then(() => order.push('applied'));
      return { applied, durable: synced };
    };
    return over(store, { append });
  };
  const answers = router({
    contract: root,
    *run() {
      return end({ text: 'yes' });
    },
  });
  const house = await openHouse({ services: [answers], wrap: slowDisk });
  try {
    await house.runtime.utter(OWNER, { requestId: 'r', text: 'hello', continueLast: false });
    expect(order).toContain('applied');
    expect(order).toContain('FORWARD is durable');
  } finally {
    await house.close();
  }
});
