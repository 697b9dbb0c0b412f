import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Accepted, Update } from '../../../src/interfaces/client/api.ts';
import { BOUNDS } from '../../../src/interfaces/client/bounds.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { ClientError } from '../../../src/interfaces/client/error.ts';
import { Requests } from '../../../src/interfaces/client/requests.ts';
import { LiveTurn } from '../../../src/interfaces/client/turn.ts';
import type { ConverseRequest } from '../../../src/wire/generated/agentos/v1/ConverseRequest.ts';
import type { ThreadEvent } from '../../../src/wire/threads.ts';
import { withHouse } from '../../daemon/grpc/scripted.ts';

const where: Accepted = { thread: 't', turn: 1, seq: 1, answered: false };
const said = { thread: 't', turn: 1, text: 'all of it', status: 'complete', acted: false } as const;

async function rest(turn: LiveTurn): Promise<Update[]> {
  const updates: Update[] = [];
  for await (const update of turn.updates) updates.push(update);
  return updates;
}

describe('P11 updates of a turn that nobody reads', () => {
  it('words grow into one update, and are left out beyond a bound: the reply has them', async () => {
    const turn = new LiveTurn('r', Promise.resolve(where), { cancel: async () => undefined });
    const word = 'x'.repeat(1_000);
    for (let n = 0; n < 1_000; n += 1)
      turn.progress({ type: 'progress', attempt: 1, offset: n * word.length, text: word });
    turn.end(said, 1);
    const [words, end, ...more] = await rest(turn);
    expect(more).toEqual([]);
    expect(words).toMatchObject({ type: 'progress', attempt: 1, offset: 0 });
    const length = words?.type === 'progress' ? words.text.length : 0;
    expect(length).toBeGreaterThan(BOUNDS.words - word.length);
    expect(length).toBeLessThanOrEqual(BOUNDS.words);
    expect(end).toMatchObject({ type: 'end', text: 'all of it' });
  });

  it('an answer that is begun anew takes the place of what was not read; what was read goes on where it was', async () => {
    const turn = new LiveTurn('r', Promise.resolve(where), { cancel: async () => undefined });
    const updates = turn.updates[Symbol.asyncIterator]();
    turn.progress({ type: 'progress', attempt: 1, offset: 0, text: 'On' });
    expect((await updates.next()).value).toMatchObject({ text: 'On' });
    turn.progress({ type: 'progress', attempt: 1, offset: 2, text: 'e' });
    turn.progress({ type: 'progress', attempt: 1, offset: 3, text: ' day' });
    expect((await updates.next()).value).toMatchObject({ offset: 2, text: 'e day' });
    turn.progress({ type: 'progress', attempt: 1, offset: 7, text: 'gone' });
    turn.progress({ type: 'progress', attempt: 2, offset: 0, text: 'Two' });
    expect((await updates.next()).value).toMatchObject({ attempt: 2, text: 'Two' });
  });

  it('events are pulled no faster than they are read, and none is missing however late', async () => {
    let pulled = 0;
    const EVENTS = 4 * BOUNDS.updates;
    const turn = new LiveTurn('r', Promise.resolve(where), {
      cancel: async () => undefined,
      async *trace() {
        for (; pulled < EVENTS; pulled += 1) yield { seq: pulled + 1 } as ThreadEvent;
      },
    });
    await turn.accepted;
    await sleep(50);
    expect(pulled).toBeLessThanOrEqual(BOUNDS.updates + 1);
    turn.end(said, 1);
    const updates = await rest(turn);
    expect(updates.map(({ type }) => type)).toEqual([...Array.from({ length: EVENTS }, () => 'event'), 'end']);
  });
});

describe('P11 requests of a client', () => {
  const utterance = (requestId: string): ConverseRequest => ({ utterance: { requestId, text: 'x' } });

  it('wait in their order beyond those that are under way; one that stops a turn does not; too many are refused', async () => {
    const sent: ConverseRequest[] = [];
    const requests = new Requests(1_000, (message) => sent.push(message));
    requests.attached();
    const answers = Array.from({ length: BOUNDS.requests - 1 }, (_, n) =>
      requests.add(`u${n}`, utterance(`u${n}`), { again: true, waits: true }),
    );
    expect(sent).toHaveLength(BOUNDS.sent);
    const stop = requests.add('stop', { cancel: { requestId: 'stop', thread: 't', turn: 1 } }, { again: true });
    expect(sent).toHaveLength(BOUNDS.sent + 1);
    await expect(requests.add('more', utterance('more'), { again: true })).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      message: expect.stringContaining(`${BOUNDS.requests} requests`),
    });
    requests.settle('stop', 'done');
    expect(await stop).toBe('done');
    requests.settle('u0', 'done');
    expect(sent.at(-1)).toEqual(utterance(`u${BOUNDS.sent}`));
    requests.lost(new ClientError('UNAVAILABLE', 'lost'));
    const before = sent.length;
    requests.attached();
    expect(sent.slice(before)).toEqual(Array.from({ length: BOUNDS.sent }, (_, n) => utterance(`u${n + 1}`)));
    requests.close(new ClientError('CANCELLED', 'closed'));
    expect(sent).toHaveLength(before + BOUNDS.sent);
    const results = await Promise.allSettled(answers);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(answers.length - 1);
  });

  it('that a busy daemon refused is sent again though the connection was lost when it was due', async () => {
    const sent: ConverseRequest[] = [];
    const requests = new Requests(1_000, (message) => sent.push(message));
    requests.attached();
    const answer = requests.add('a', utterance('a'), { again: true, waits: true });
    requests.refuse('a', new ClientError('RESOURCE_EXHAUSTED', 'busy', { retryDelayMs: 5 }));
    requests.lost(new ClientError('UNAVAILABLE', 'lost'));
    await sleep(30);
    expect(sent).toHaveLength(1);
    requests.attached();
    expect(sent).toHaveLength(2);
    requests.settle('a', 'done');
    expect(await answer).toBe('done');
  });
});

describe('P11 a long thread', () => {
  it('is read page by page, by number and by size, and no more of it is asked of the store at once', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      const EVENTS = 230;
      for (let n = 0; n < EVENTS; n += 1)
        house.event('t', 'FORWARD', { text: n < 5 ? 'x'.repeat(700_000) : `event ${n}` });
      const asked: number[] = [];
      const { events } = house;
      house.events = (thread, page) => {
        asked.push(page.limit);
        return events.call(house, thread, page);
      };
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      const all = Array.from({ length: EVENTS }, (_, n) => n + 1);
      expect((await client.thread('t')).events.map(({ seq }) => seq)).toEqual(all);
      expect(Math.max(...asked)).toBeLessThanOrEqual(16);
      const some: number[] = [];
      for await (const { seq } of client.events('t', { afterSeq: 3, untilSeq: 210 })) some.push(seq);
      expect(some).toEqual(all.slice(3, 210));
      const before = asked.length;
      for await (const { seq } of client.events('t', { afterSeq: 10 })) if (seq === 20) break;
      expect(asked.length - before).toBeLessThanOrEqual(8);
      await expect(client.events('nothing')[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }));
});
