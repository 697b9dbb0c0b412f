import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ClientError, connect, type Notice, type Update } from '../../../src/interfaces/client/client.ts';
import { withHouse } from '../../daemon/grpc/scripted.ts';

const person = { confirm: true, ask: true, notices: true };

async function all(updates: AsyncIterable<Update>): Promise<Update[]> {
  const read: Update[] = [];
  for await (const update of updates) read.push(update);
  return read;
}

async function take<T>(source: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const value of source) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}

describe('a conversation', () => {
  it('accepts an utterance and hands over its reply', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli', area: 'kitchen', capabilities: person });
      defer(() => client.close());
      expect(client.connected).toBe(true);
      expect(client.daemonVersion).toBe('9.9.9');
      const turn = client.utter({
        text: 'hello \ud800',
        alternatives: ['hallo'],
        confidence: 0.5,
        speaker: 'ann',
        language: 'en',
      });
      expect(await turn.accepted).toEqual({ thread: 'thread-1', turn: 1, seq: 1, answered: false });
      expect(await all(turn.updates)).toEqual([
        {
          type: 'end',
          mailOffset: 1,
          thread: 'thread-1',
          turn: 1,
          text: 'You said hello \ufffd',
          status: 'complete',
          outcome: 'done',
          acted: true,
        },
      ]);
      const said = {
        requestId: turn.requestId,
        text: 'hello \ufffd',
        alternatives: ['hallo'],
        confidence: 0.5,
        speaker: 'ann',
        language: 'en',
      };
      expect(house.utterances).toEqual([{ ...said, continueLast: false }]);
      expect(house.clients).toEqual([
        { name: 'chat', interface: 'cli', channel: 'owner', area: 'kitchen', canConfirm: true, takesNotices: true },
      ]);
    }));

  it('does not say accepted before the commit', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      let commit = () => {};
      house.commit = () => new Promise((resolve) => (commit = resolve));
      let accepted = false;
      const turn = client.utter({ text: 'hello' });
      void turn.accepted.then(() => (accepted = true));
      await client.ping();
      await client.ping();
      expect(house.utterances).toHaveLength(1);
      expect(accepted).toBe(false);
      commit();
      await turn.accepted;
    }));

  it('hands over progress, a question and its answer, in order, once', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli', capabilities: person });
      defer(() => client.close());
      house.script = ({ thread, turn }) => {
        const ask = {
          askId: `${thread}/1.0?`,
          kind: 'confirm',
          text: 'Open the garage?',
          choices: ['yes', 'no'],
          expiresAt: Date.now() + 60_000,
        };
        house.progress({ thread, turn, key: '1', attempt: 1, offset: 0, text: 'Wait' });
        house.post('chat', 'ask', thread, turn, ask);
        house.post('chat', 'ask', thread, turn, ask);
      };
      const turn = client.utter({ text: 'open the garage' });
      const updates: Update[] = [];
      for await (const update of turn.updates) {
        updates.push(update);
        if (update.type !== 'ask') continue;
        expect(await client.answer(update.ask.id, 'yes')).toEqual({
          thread: 'thread-1',
          turn: 1,
          seq: 3,
          answered: true,
        });
        house.reply('chat', 'thread-1', 1, 'The garage is open.');
      }
      expect(updates.map(({ type }) => type)).toEqual(['progress', 'ask', 'end']);
      expect(updates[1]).toMatchObject({
        mailOffset: 1,
        ask: { id: 'thread-1/1.0?', kind: 'confirm', choices: ['yes', 'no'] },
      });
      expect(house.answers).toEqual([{ askId: 'thread-1/1.0?', text: 'yes' }]);
    }));

  it('traces a turn and ends after its last event', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      const updates = await all(client.utter({ text: 'hello', trace: true }).updates);
      expect(updates.map((update) => (update.type === 'event' ? update.event.direction : update.type))).toEqual([
        'FORWARD',
        'END',
        'end',
      ]);
      expect(updates[0]).toMatchObject({ event: { data: { text: 'hello' }, effect: 'read' } });
    }));

  it('gives the reply, and then the reason, where a trace cannot be had', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start({}, [{ path: socket, role: 'voice' }]);
      const client = await connect({ socket, name: 'kitchen', kind: 'voice' });
      defer(() => client.close());
      const updates = client.utter({ text: 'hello', trace: true }).updates[Symbol.asyncIterator]();
      expect((await updates.next()).value).toMatchObject({ type: 'end', text: 'You said hello' });
      await expect(updates.next()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      expect((await updates.next()).done).toBe(true);
    }));

  it('cancels a turn, and leaves one that has ended', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      house.script = () => {};
      const turn = client.utter({ text: 'wait' });
      await turn.cancel();
      expect((await all(turn.updates)).at(-1)).toMatchObject({ type: 'end', status: 'failed', code: 'CANCELLED' });
      await turn.cancel();
      expect(house.cancelled).toEqual(['thread-1']);
    }));

  it('tells why an utterance was refused, and goes on', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli', busyPatienceMs: 0 });
      defer(() => client.close());
      const overloaded = client.utter({ text: 'overload' });
      await expect(overloaded.accepted).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        retryable: true,
        retryDelayMs: 1000,
      });
      await expect(all(overloaded.updates)).rejects.toBeInstanceOf(ClientError);
      await expect(client.utter({ text: '  ' }).accepted).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(client.utter({ text: 'x'.repeat(65_537) }).accepted).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      const exploded = client.utter({ text: 'explode' }).accepted;
      await expect(exploded).rejects.toMatchObject({
        code: 'INTERNAL',
        message: expect.not.stringContaining('secret'),
      });
      expect(await all(client.utter({ text: 'hello' }).updates)).toHaveLength(1);
    }));

  it('tells notices, and replies of an earlier process that were not heard', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const said = { text: 'The timer rings.', status: 'complete', acted: false };
      house.post('chat', 'notice', 't', 1, { ...said, text: 'heard before' });
      house.post('chat', 'reply', 't', 1, { ...said, text: 'late' });
      await house.heard('chat', 1);
      const client = await connect({ socket, name: 'chat', kind: 'cli', capabilities: person });
      defer(() => client.close());
      const notices = client.notices()[Symbol.asyncIterator]();
      const late: IteratorResult<Notice> = await notices.next();
      expect(late.value).toMatchObject({ kind: 'reply', text: 'late', mailOffset: 2 });
      house.post('chat', 'reply', 'of-another-process', 1, said);
      house.post('chat', 'notice', 't', 2, said);
      expect((await notices.next()).value).toMatchObject({
        kind: 'notice',
        text: 'The timer rings.',
        mailOffset: 4,
        turn: 2,
      });
      client.heard(4);
      await client.ping();
      expect(await house.mailbox('chat')).toEqual({ last: 4, heard: 4 });
      await client.close();
      expect((await notices.next()).done).toBe(true);
    }));

  it('keeps the heard offset in a file and begins after it', () =>
    withHouse(async ({ house, folder, socket, start }) => {
      await start();
      const offsetFile = join(folder, 'deep', 'offset');
      for (const text of ['one', 'two', 'three'])
        house.post('chat', 'notice', 't', 1, { text, status: 'complete', acted: false });
      const first = await connect({ socket, name: 'chat', kind: 'cli', offsetFile });
      expect(await take(first.notices(), 2)).toHaveLength(2);
      first.heard(2);
      await first.close();
      expect(await readFile(offsetFile, 'utf8')).toBe('2\n');
      const second = await connect({ socket, name: 'chat', kind: 'cli', offsetFile });
      expect(await take(second.notices(), 1)).toMatchObject([{ text: 'three' }]);
      await second.close();
    }));

  it('begins anew when the mailbox has another life', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      house.post('chat', 'notice', 't', 1, { text: 'one', status: 'complete', acted: false });
      const client = await connect({ socket, name: 'chat', kind: 'cli', lastOffset: 40 });
      defer(() => client.close());
      expect(await take(client.notices(), 1)).toMatchObject([{ text: 'one', mailOffset: 1 }]);
    }));
});

describe('a question from before', () => {
  const ask = (id: string, expiresAt = Date.now() + 60_000) => ({
    askId: `t/${id}`,
    kind: 'confirm',
    text: `${id}?`,
    choices: [],
    expiresAt,
  });

  it('is not shown to the utterance that answered it, which hears the next question and the end', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      house.post('chat', 'ask', 't', 1, ask('front door'));
      house.utter = async () => {
        // Before Accepted, as it may be: the mailbox is read on its own.
        house.post('chat', 'ask', 't', 1, ask('back door'));
        await house.commit();
        return { thread: 't', turn: 1, seq: 5, answered: true };
      };
      let commit = () => {};
      house.commit = () => new Promise((resolve) => (commit = resolve));
      const client = await connect({ socket, name: 'chat', kind: 'cli', capabilities: person });
      defer(() => client.close());
      const turn = client.utter({ text: 'yes', thread: 't' });
      await client.ping();
      await client.ping();
      commit();
      const updates: Update[] = [];
      for await (const update of turn.updates) {
        updates.push(update);
        if (update.type === 'ask') house.reply('chat', 't', 1, 'Both are open.');
      }
      expect(updates).toMatchObject([
        { type: 'ask', ask: { text: 'back door?' }, mailOffset: 2 },
        { type: 'end', text: 'Both are open.' },
      ]);
    }));

  it('is shown to an utterance that answered nothing', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      house.utter = async () => ({ thread: 't', turn: 1, seq: 1, answered: false });
      const client = await connect({ socket, name: 'chat', kind: 'cli', capabilities: person });
      defer(() => client.close());
      const turn = client.utter({ text: 'unlock' });
      house.post('chat', 'ask', 't', 1, ask('front door'));
      expect(await take(turn.updates, 1)).toMatchObject([{ type: 'ask', ask: { text: 'front door?' } }]);
    }));

  it('is passed over where it is closed, and counts as heard once all before it is', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const said = { text: 'The timer rings.', status: 'complete', acted: false };
      for (const id of ['one', 'two']) house.post('chat', 'ask', 't', 1, ask(id, 0));
      house.post('chat', 'notice', 't', 1, said);
      for (const id of ['three', 'four']) house.post('chat', 'ask', 't', 1, ask(id, 0));
      house.post('chat', 'ask', 't', 1, ask('five'));
      const client = await connect({ socket, name: 'chat', kind: 'cli', capabilities: person });
      defer(() => client.close());
      expect(await take(client.notices(), 2)).toMatchObject([{ kind: 'notice' }, { kind: 'ask', mailOffset: 6 }]);
      await client.ping();
      expect(await house.mailbox('chat')).toEqual({ last: 6, heard: 2 });
      client.heard(3);
      await client.ping();
      expect(await house.mailbox('chat')).toEqual({ last: 6, heard: 5 });
    }));
});

describe('reads', () => {
  it('lists services, calls, lists and gets threads, and tells how the daemon is', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start({ facts: () => ({ home: 'demo' }) });
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      await all(client.utter({ text: 'hello' }).updates);
      const services = await client.services();
      expect(services.map(({ subject }) => subject)).toEqual(['need.echo', 'need.memory']);
      expect(services[0]).toMatchObject({ meanMs: 1.5, inputSchema: { properties: { text: { type: 'string' } } } });
      expect(await client.call('need.echo', { a: [1, null, 'x'] })).toEqual({ echo: { a: [1, null, 'x'] } });
      await expect(client.call('need.nothing', {})).rejects.toMatchObject({
        code: 'UNIMPLEMENTED',
        message: 'Nobody provides need.nothing.',
      });
      expect(await client.threads({ limit: 5 })).toMatchObject([
        { id: 'thread-1', status: 'complete', seq: 2, title: 'a title' },
      ]);
      await expect(client.threads({ limit: 0 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      const { thread, events } = await client.thread('thread-1');
      expect(thread.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
        'user: hello',
        'assistant: You said hello',
      ]);
      expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
      await expect(client.thread('none')).rejects.toMatchObject({ code: 'NOT_FOUND', retryable: false });
      const status = await client.status();
      expect(status).toMatchObject({ version: '9.9.9', pid: process.pid, facts: { home: 'demo' }, serving: true });
      expect(status.clients).toMatchObject([{ name: 'chat', kind: 'cli', channel: 'owner' }]);
      expect(status.sockets).toEqual([{ path: socket, role: 'owner' }]);
    }));

  it('stops a call at the daemon when the caller leaves', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      const leave = new AbortController();
      const slow = client.call('need.slow', {}, leave.signal);
      while (house.calls.length === 0) await client.ping();
      leave.abort();
      await expect(slow).rejects.toMatchObject({ code: 'CANCELLED' });
      while (!house.calls[0]?.signal.aborted) await client.ping();
    }));

  it('watches a thread from a seq on, until aborted', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      for (const text of ['a', 'b']) house.event('t', 'FORWARD', { text });
      const stop = new AbortController();
      const seen: number[] = [];
      for await (const { seq } of client.watch('t', 1, stop.signal)) {
        seen.push(seq);
        if (seq === 2) house.event('t', 'END', { text: 'c' });
        if (seq === 3) stop.abort();
      }
      expect(seen).toEqual([2, 3]);
    }));

  it('lets one of several microphones answer', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const claims = [
        { name: 'far', energyDb: -40, score: 0.99 },
        { name: 'near', energyDb: -20, score: 0.6 },
        { name: 'near-and-clear', energyDb: -21, score: 0.9 },
      ];
      const voices = await Promise.all(
        claims.map(({ name }) => connect({ socket, name, kind: 'voice', area: 'kitchen' })),
      );
      defer(() => Promise.all(voices.map((voice) => voice.close())));
      const won = await Promise.all(
        voices.map((voice, at) => voice.claimWake(claims[at] ?? { energyDb: 0, score: 0 })),
      );
      expect(won).toEqual([false, false, true]);
      const elsewhere = await Promise.all(
        voices.map((voice, at) => voice.claimWake({ energyDb: -30, score: 0.5, area: `room ${at}` })),
      );
      expect(elsewhere).toEqual([true, true, true]);
      expect(await voices[0]?.claimWake({ energyDb: -1, score: 1 })).toBe(false);
      expect(await voices[2]?.claimWake({ energyDb: -50, score: 0.5 })).toBe(true);
    }));
});
