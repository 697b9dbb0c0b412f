import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bomb, byteByByte, haveVectors, largeHeaders, rapidReset, sendBytes, strange, vectors } from './hostile_h2.ts';
import { methodOf } from './raw.ts';
import { type ServedRuntime, withRuntime } from './served_runtime.ts';

const uncaught: unknown[] = [];
const caught = (thrown: unknown) => uncaught.push(thrown);
beforeAll(() => void process.on('uncaughtExceptionMonitor', caught));
afterAll(() => void process.off('uncaughtExceptionMonitor', caught));

/** Somebody who was there before and somebody who comes after are served. */
async function stillServes({ client, log }: ServedRuntime, what: string): Promise<void> {
  const updates = [];
  for await (const update of client.utter({ text: what }).updates) updates.push(update);
  expect(updates, what).toMatchObject([{ type: 'end', text: what }]);
  expect(log.filter((line) => line.includes('not foreseen'))).toEqual([]);
  expect(uncaught).toEqual([]);
}

describe('T16 X12 hostile HTTP/2', () => {
  test.skipIf(!haveVectors)(
    'the public vectors of wrong frames and a fuzzer’s corpus (skipped where ../shared/data/security is not there)',
    () =>
      withRuntime(async (served) => {
        const all = [...vectors()];
        expect(all.length).toBeGreaterThan(200);
        for (let at = 0; at < all.length; at += 40)
          await Promise.all(all.slice(at, at + 40).map(({ bytes }) => sendBytes(served.socket, bytes)));
        await stillServes(served, 'after the vectors');
      }),
  );

  test('floods, lies and headers without end', () =>
    withRuntime(async (served) => {
      for (const { name, bytes } of strange(2_000)) {
        await sendBytes(served.socket, bytes);
        await stillServes(served, name);
      }
    }));

  test('2,300 streams that are taken back at once', () =>
    withRuntime(async (served) => {
      expect(await rapidReset(served.socket, 2_300)).toBeGreaterThan(0);
      await stillServes(served, 'after the resets');
    }));

  test('a message that comes byte by byte is read, one that unpacks beyond the limit is refused, and so are large headers', () =>
    withRuntime(async (served) => {
      const { requestSerialize } = methodOf('agentos.v1.Catalog', 'Services');
      expect(await byteByByte(served.socket, requestSerialize({ prefix: 'p'.repeat(250) }))).toBe(status.OK);
      expect(await bomb(served.socket, 100)).toBe(status.RESOURCE_EXHAUSTED);
      expect(await largeHeaders(served.socket, 64 * 1024)).not.toMatch(/^status 200 grpc 0?$/);
      await stillServes(served, 'after the bomb');
    }));
});
