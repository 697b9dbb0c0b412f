import { expect, test, vi } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { Exchange } from '../../../src/daemon/store/exchange.ts';
import type { Port } from '../../../src/daemon/store/port.ts';
import type { Reply, Request, Write } from '../../../src/daemon/store/request.ts';
import { StoreFault } from '../../../src/daemon/store/store_fault.ts';

/** A port whose far side is the test. */
function farSide(isDiskFree = false) {
  const posts: (readonly Request[])[] = [];
  let heard: (reply: Reply) => void = () => {};
  const port: Port = {
    told: [],
    get isDiskFree() {
      return isDiskFree && posts.length === 0;
    },
    post: (requests) => posts.push(requests),
    listen: (hears) => {
      heard = hears;
    },
    waitingMs: () => 0,
    release: async () => {},
  };
  return { port, posts, reply: (reply: Reply) => heard(reply) };
}

const heardWork = (): Write => ({ kind: 'heard', client: 'cli', offset: 1 });
const posted = () => new Promise((resolve) => setImmediate(resolve));
const failure = new StoreFault('failed', 'gone');
const nothing = () => [];

test('what is asked in one go leaves as one message', async () => {
  const { port, posts, reply } = farSide();
  const exchange = new Exchange(port, () => {});
  exchange.write(heardWork);
  await Promise.resolve();
  const answer = exchange.ask(nothing);
  expect(posts).toEqual([]);
  await posted();
  expect(posts.map((requests) => requests.map(({ id, kind }) => [id, kind]))).toEqual([
    [
      [1, 'heard'],
      [2, 'read'],
    ],
  ]);
  reply({ answers: [{ id: 2, value: [] }], applied: 1, durable: 0 });
  expect(await answer).toEqual([]);
});

test('a disk that has nothing to do begins with the first of a burst, the others share the next sync', async () => {
  const { port, posts } = farSide(true);
  const exchange = new Exchange(port, () => {});
  for (let n = 0; n < 7; n += 1) exchange.write(heardWork);
  expect(posts).toEqual([]);
  for (let n = 7; n < 30; n += 1) exchange.write(heardWork);
  expect(posts.map(({ length }) => length)).toEqual([8]);
  await posted();
  expect(posts.map(({ length }) => length)).toEqual([8, 22]);
});

test('a burst beside a sync that is under way stays whole', async () => {
  const { port, posts } = farSide();
  const exchange = new Exchange(port, () => {});
  for (let n = 0; n < 30; n += 1) exchange.write(heardWork);
  expect(posts).toEqual([]);
  await posted();
  expect(posts.map(({ length }) => length)).toEqual([30]);
});

test('a ticket is applied, then durable, whenever it is looked at', async () => {
  const { port, reply } = farSide();
  const exchange = new Exchange(port, () => {});
  const [first, second] = [exchange.write(heardWork), exchange.write(heardWork)];
  let durable = false;
  const watched = first.durable.then(() => {
    durable = true;
  });
  reply({ answers: [{ id: 2, offsets: [7] }], applied: 2, durable: 0 });
  expect(await first.applied).toEqual({ offsets: [] });
  expect(await second.applied).toEqual({ offsets: [7] });
  expect(durable).toBe(false);
  reply({ answers: [], applied: 2, durable: 2 });
  await Promise.all([watched, second.durable]);
  expect(durable).toBe(true);
});

test('a refused ticket rejects both ways, and is no unhandled rejection where one is left', async () => {
  const { port, reply } = farSide();
  const exchange = new Exchange(port, () => {});
  const ticket = exchange.write(heardWork);
  const { applied, durable } = ticket;
  reply({ answers: [{ id: 1, fault: new Fault('ABORTED', 'no', { retryable: true }) }], applied: 1, durable: 1 });
  await expect(applied).rejects.toMatchObject({ code: 'ABORTED', retryable: true });
  await expect(ticket.durable).rejects.toMatchObject({ code: 'ABORTED' });
  expect(ticket.durable).toBe(durable);
});

test('a unit that cannot be written down rejects its own ticket', async () => {
  const exchange = new Exchange(farSide().port, () => {});
  const ticket = exchange.write(() => {
    throw new Fault('INVALID_ARGUMENT', 'no JSON');
  });
  await expect(ticket.applied).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});

test('a failure ends all that is under way, and is told once', async () => {
  const { port, reply } = farSide();
  const failed = vi.fn();
  const exchange = new Exchange(port, failed);
  const ticket = exchange.write(heardWork);
  const answer = exchange.ask(nothing);
  reply({ answers: [], applied: 1, durable: 0, failed: failure });
  reply({ answers: [], applied: 1, durable: 0, failed: failure });
  await expect(ticket.durable).rejects.toMatchObject({ reason: 'failed' });
  expect(await ticket.applied).toEqual({ offsets: [] });
  await expect(answer).rejects.toMatchObject({ reason: 'failed' });
  await expect(exchange.write(heardWork).durable).rejects.toMatchObject({ reason: 'failed' });
  expect(failed).toHaveBeenCalledTimes(1);
  await exchange.close();
});

test('writes under way are bounded', async () => {
  const { port, reply } = farSide();
  const exchange = new Exchange(port, () => {});
  for (let i = 0; i < 10_000; i += 1) exchange.write(heardWork);
  await expect(exchange.write(heardWork).applied).rejects.toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    retryable: true,
  });
  reply({ answers: [], applied: 10_000, durable: 10_000 });
  const ticket = exchange.write(heardWork);
  reply({ answers: [], applied: 10_001, durable: 10_001 });
  await ticket.durable;
});

test('reads under way are bounded', async () => {
  const { port, reply } = farSide();
  const exchange = new Exchange(port, () => {});
  const first = exchange.ask(nothing);
  for (let i = 1; i < 10_000; i += 1) void exchange.ask(nothing);
  await expect(exchange.ask(nothing)).rejects.toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    retryable: true,
  });
  reply({ answers: [{ id: 1, value: [] }], applied: 0, durable: 0 });
  expect(await first).toEqual([]);
  const next = exchange.ask(nothing);
  reply({ answers: [{ id: 10_001, value: [] }], applied: 0, durable: 0 });
  expect(await next).toEqual([]);
});

test('a far side that answers at once finds every write of a burst', async () => {
  let heard: (reply: Reply) => void = () => {};
  const port: Port = {
    told: [],
    isDiskFree: true,
    post: (requests) => {
      const last = requests.at(-1)?.id ?? 0;
      heard({ answers: [], applied: last, durable: last });
    },
    listen: (hears) => {
      heard = hears;
    },
    waitingMs: () => 0,
    release: async () => {},
  };
  const exchange = new Exchange(port, () => {});
  await Promise.all(Array.from({ length: 50 }, () => exchange.write(heardWork).durable));
});
