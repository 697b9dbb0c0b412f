import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { Mailroom } from '../../../src/daemon/runtime/mailroom.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Mail, MailWrite, Store, Ticket } from '../../../src/daemon/store/store.ts';

let folder: string;
let store: Store;
let mailroom: Mailroom;
let reads: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-mail-'));
  store = await openStore({ folder, synchronous: 'NORMAL', now: () => 7 });
  reads = 0;
  const counted: Store = Object.assign(Object.create(store) as Store, {
    append: store.append.bind(store),
    mail: (...asked: Parameters<Store['mail']>) => {
      reads += 1;
      return store.mail(...asked);
    },
  });
  mailroom = new Mailroom(counted, () => 7);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function send(text: string, client = 'cli', ticketOf = (ticket: Ticket) => ticket): void {
  const mail: MailWrite[] = [{ client, kind: 'notice', thread: 't', turn: 1, body: { text } }];
  mailroom.sent(mail, ticketOf(store.append({ events: [], mail })));
}

async function take(reader: AsyncGenerator<Mail>, count: number): Promise<Mail[]> {
  const taken: Mail[] = [];
  while (taken.length < count) {
    const { value, done } = await reader.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

test('who keeps up is handed what the store has, in order, without reading it', async () => {
  send('before');
  const reading = new AbortController();
  const reader = mailroom.read('cli', 0, reading.signal);
  const taken = await take(reader, 1);
  const readsBefore = reads;
  for (let index = 0; index < 200; index += 1) {
    send(`mail ${index}`);
    send('for another', 'voice');
    taken.push(...(await take(reader, 1)));
  }
  reading.abort();
  await reader.return(undefined);
  expect(taken).toEqual(await store.mail('cli', 0, 1_000));
  expect(taken.map(({ offset }) => offset)).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
  expect(reads - readsBefore).toBeLessThan(5);
});

test('who fell behind, or comes back, misses nothing and gets nothing twice', async () => {
  const reading = new AbortController();
  const reader = mailroom.read('cli', 0, reading.signal);
  send('first');
  await take(reader, 1);
  for (let index = 0; index < 300; index += 1) send(`mail ${index}`);
  const late = await take(reader, 150);
  await reader.return(undefined);
  send('while nobody reads');
  const back = mailroom.read('cli', 151, reading.signal);
  const rest = await take(back, 151);
  send('last');
  rest.push(...(await take(back, 1)));
  reading.abort();
  await back.return(undefined);
  expect([...late, ...rest].map(({ offset }) => offset)).toEqual(Array.from({ length: 302 }, (_, index) => index + 2));
  expect(rest.at(-1)?.body).toEqual({ text: 'last' });
});

test('mail of a unit that could not be is not delivered, and that after it is', async () => {
  const reading = new AbortController();
  const reader = mailroom.read('cli', 0, reading.signal);
  send('first');
  await take(reader, 1);
  const fault = new Fault('ABORTED', 'It could not be.');
  const mail: MailWrite[] = [{ client: 'cli', kind: 'notice', thread: 't', turn: 1, body: { text: 'never' } }];
  const refused = { applied: Promise.reject(fault), durable: Promise.reject(fault) };
  refused.durable.catch(() => undefined);
  mailroom.sent(mail, refused);
  send('second');
  expect((await take(reader, 1))[0]?.body).toEqual({ text: 'second' });
  reading.abort();
  await reader.return(undefined);
});

test('nothing is delivered before it is durable', async () => {
  const reading = new AbortController();
  const reader = mailroom.read('cli', 0, reading.signal);
  send('first');
  await take(reader, 1);
  let sync: () => void = () => undefined;
  const durable = new Promise<void>((resolve) => (sync = resolve));
  let synced = false;
  send('slow', 'cli', ({ applied }) => ({ applied, durable }));
  const next = take(reader, 1).then(([mail]) => ({ mail, synced }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  synced = true;
  sync();
  expect(await next).toMatchObject({ mail: { body: { text: 'slow' } }, synced: true });
  reading.abort();
  await reader.return(undefined);
});
