import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type House, OWNER, openHouse } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const notes = { name: 'notes', schema: words };

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** What is said, and left in the store, where a tool of this effect writes a record. */
async function writtenBy(effect: 'read' | 'local') {
  const keep = need('keep', { summary: 'Keep it.', input: words, output: words, effect, risk: 'open' });
  const keeps = tool({
    contract: keep,
    async run({ text }, { storage }) {
      await storage.collection(notes).put('a', { text });
      return { text };
    },
  });
  const plan = router({
    contract: root,
    *run({ input }) {
      return end(yield* keep({ text: input.text }));
    },
  });
  house = await openHouse({ services: [keeps, plan] });
  const { reply: said } = await house.say('milk', { client: OWNER });
  return { status: said.status, record: (await house.store.record('test', 'notes', 'a', []))?.value };
}

test('a call that only reads cannot write: it is told so, and nothing is written', async () => {
  expect(await writtenBy('read')).toEqual({ status: 'failed', record: undefined });
});

test('the twin: one that is declared to write does', async () => {
  expect(await writtenBy('local')).toEqual({ status: 'complete', record: { text: 'milk' } });
});
