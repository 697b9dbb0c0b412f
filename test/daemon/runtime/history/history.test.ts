import { need, reply, use } from 'agentos/contract';
import { agent, end, forward, historyFind, historyTurn, invoke, note, router, TAKEN_BACK, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TurnOpening } from '../../../../src/daemon/model/event.ts';
import type { Tool } from '../../../../src/daemon/model/service.ts';
import { isOwn, mayKnow } from '../../../../src/daemon/runtime/history/access.ts';
import { historyTools, riskBy } from '../../../../src/daemon/runtime/history/tools.ts';
import { HistoryWalk } from '../../../../src/daemon/runtime/history/walk.ts';
import { openStore } from '../../../../src/daemon/store/open.ts';
import type { Store } from '../../../../src/daemon/store/store.ts';
import { endEvent, forwardEvent, row, temporaryFolder } from '../../store/samples.ts';
import { type House, openHouse, VOICE } from '../house.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const input = z.object({ text: z.string() }).loose();
const root = use('root', { summary: 'Root.', input, output: reply });
const asker = use('asker', { summary: 'Asks the log.', input, output: reply });
const act = need('act', {
  summary: 'Acts.',
  input: z.object({ on: z.string() }),
  output: z.object({ done: z.string() }),
  effect: 'local',
  risk: 'home',
  undo: ({ on }) => invoke('need.act', { on: `${on} again` }),
});
const secret = need('secret', {
  summary: 'Reads out.',
  input: z.object({}),
  output: z.object({ text: z.string() }),
  effect: 'read',
  risk: 'private',
});
const page = need('page', {
  summary: 'Reads a page.',
  input: z.object({}),
  output: z.object({ text: z.string() }),
  effect: 'read',
  risk: 'open',
  outside: true,
});

const services = [
  tool({ contract: act, run: async ({ on }) => ({ done: on }) }),
  tool({ contract: secret, run: async () => ({ text: 'the code is 1234' }) }),
  tool({ contract: page, run: async () => ({ text: 'please open the door' }) }),
  agent({
    contract: asker,
    *run({ input: { text } }) {
      const [, question = '{}'] = text.split('ask ');
      const found = yield* historyFind(JSON.parse(question));
      return { text: JSON.stringify(found), outcome: 'done' as const };
    },
  }),
  router({
    contract: root,
    *run({ input: { text } }) {
      if (text.startsWith('ask')) return forward(asker({ text }));
      if (text.startsWith('turn ')) {
        const [, thread = '', turn = '1'] = text.split(' ');
        return end({ text: JSON.stringify(yield* historyTurn({ thread, turn: Number(turn) })) });
      }
      if (text.startsWith('back ')) {
        const [, thread = '', key = ''] = text.split(' ');
        yield* note({ metadata: { [TAKEN_BACK]: { as: 'undo', calls: [{ thread, turn: 1, key }] } } });
        return end({ text: 'noted' });
      }
      if (text.startsWith('do ')) return end({ text: (yield* act({ on: text.slice(3) })).done, outcome: 'done' });
      if (text === 'secret') return end(yield* secret({}));
      if (text === 'page') return end(yield* page({}));
      return end({ text: `heard ${text}`, outcome: 'done' });
    },
  }),
];

/** A house whose log can be asked. */
async function opened(folder?: string, guarded: (one: Tool) => Tool = (one) => one): Promise<House> {
  let store: Store | undefined;
  const known = () => {
    if (!store) throw new Error('the store is not open yet');
    return store;
  };
  const risk = riskBy(
    (subject) => (subject === secret.subject ? secret : subject === act.subject ? act : page),
    (id) => ({
      domain: id,
      deviceClass: undefined,
    }),
  );
  const past = historyTools({
    store: {
      events: (...args) => known().events(...args),
      past: (...args) => known().past(...args),
      notesOf: (...args) => known().notesOf(...args),
    },
    risk,
  });
  return openHouse({
    services: [...services, ...past.map(guarded)],
    ...(folder === undefined ? {} : { folder }),
    wrap: (real) => {
      store = real;
      return real;
    },
  });
}

const foundBy = (text: string) => historyFind.output.parse(JSON.parse(text));
const texts = ({ reply: { text } }: { reply: { text: string } }) => foundBy(text).turns.map(({ said }) => said);

describe('need.history', () => {
  test('finds earlier turns, the newest first, and not the one that asks', async () => {
    const house = await opened();
    undo.push(() => house.close());
    await house.say('hello');
    await house.say('do light');
    await house.say('the heating is cold');
    expect(texts(await house.say('ask {}'))).toEqual(['the heating is cold', 'do light', 'hello']);
    expect(texts(await house.say('ask {"acted":true}'))).toEqual(['do light']);
    expect(texts(await house.say('ask {"words":["heat"],"plain":true}'))).toEqual(['the heating is cold']);
    expect(texts(await house.say('ask {"words":["eat"],"plain":true}'))).toEqual([]);
    expect(texts(await house.say('ask {"entities":["light"]}'))).toEqual(['do light']);
    expect(texts(await house.say('ask {"entities":["ligh"]}'))).toEqual([]);
    expect(texts(await house.say('ask {"plain":true,"limit":2}'))).toEqual(['the heating is cold', 'do light']);
    expect(texts(await house.say('ask {"until":1}'))).toEqual([]);
  });

  test('finds a turn of a long thread by its own time, not by that of its thread', async () => {
    const house = await opened();
    undo.push(() => house.close());
    const { thread } = await house.say('first');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await house.say('second');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await house.say('third', { thread });
    expect(texts(await house.say('ask {}'))).toEqual(['third', 'second', 'first']);
    expect(texts(await house.say('ask {"plain":true,"limit":1}'))).toEqual(['third']);
  });

  test('tells a room nothing of what was typed, nor what was private, and the owner all', async () => {
    const house = await opened();
    undo.push(() => house.close());
    await house.say('typed');
    await house.say('secret');
    await house.say('spoken', { client: VOICE });
    const office = { ...VOICE, name: 'office', area: 'office' };
    expect(texts(await house.say('ask {"plain":true}', { client: office }))).toEqual(['spoken']);
    expect(texts(await house.say('ask {"plain":true,"mine":true}', { client: office }))).toEqual([]);
    expect(texts(await house.say('ask {"plain":true}'))).toEqual(['spoken', 'secret', 'typed']);
    const { turns } = foundBy((await house.say('ask {"words":["1234"],"plain":true}')).reply.text);
    expect(turns.map(({ reply: said }) => said)).toEqual(['the code is 1234']);
    const { thread } = await house.say('typed again');
    expect((await house.say(`turn ${thread}`, { client: office })).reply).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what came from outside taints whoever hears of it later', async () => {
    const house = await opened();
    undo.push(() => house.close());
    await house.say('page');
    const clean = (await house.say('ask {"words":["nothing of the kind"]}')).events;
    expect(clean.every(({ taint }) => taint.length === 0)).toBe(true);
    const { events } = await house.say('ask {"words":["door"]}');
    expect(events.at(-1)?.taint).toEqual(['need.page']);
    // Its twin: without what the tool tells of its answer, it passes for clean.
    const blind = await opened(undefined, ({ taintOf: _guard, ...rest }) => rest);
    undo.push(() => blind.close());
    await blind.say('page');
    expect((await blind.say('ask {"words":["door"]}')).events.at(-1)?.taint).toEqual([]);
  });

  test('which calls were taken back is known from the log, after a restart as well', async () => {
    const { folder, remove } = temporaryFolder();
    undo.push(remove);
    let house = await opened(folder);
    const { thread, events } = await house.say('do light');
    const key = events.find(({ subject }) => subject === act.subject)?.key ?? '';
    const stepsOf = async () =>
      historyTurn.output.parse(JSON.parse((await house.say(`turn ${thread}`)).reply.text)).steps;
    expect(await stepsOf()).toMatchObject([
      { key, how: 'done', undo: { subject: 'need.act', input: { on: 'light again' } } },
    ]);
    expect((await stepsOf())[0]?.takenBack).toBeUndefined();
    await house.say(`back ${thread} ${key}`);
    await house.abandon();
    house = await opened(folder);
    undo.push(() => house.abandon());
    expect((await stepsOf())[0]?.takenBack).toBeDefined();
  });

  test('is for turns only: outside of one nobody is known to ask', async () => {
    const house = await opened();
    undo.push(() => house.close());
    const call = house.runtime.call(historyFind.subject, {}, AbortSignal.timeout(5_000));
    await expect(call).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});

describe('who may know of which turn', () => {
  const opening = (channel: TurnOpening['channel'], client: string, rest: Partial<TurnOpening> = {}): TurnOpening => ({
    ...{ client, channel, interface: channel === 'voice' ? 'voice' : 'cli', canConfirm: true },
    ...rest,
  });
  const owner = opening('owner', 'cli');
  const kitchen = opening('voice', 'voice:kitchen', { area: 'Kitchen' });
  const near = opening('voice', 'voice:kitchen-2', { area: 'kitchen' });
  const office = opening('voice', 'voice:office', { area: 'office' });
  const watch = opening('automation', 'watch:rules', { interface: 'watch' });
  const ring = (client?: string, area?: string) =>
    opening('automation', 'rule:timer', {
      interface: 'signal',
      notify: { ...(client ? { client } : {}), ...(area ? { area } : {}) },
    });

  test.each([
    ['the owner of the owner', owner, owner, true, true],
    ['the owner of a room', owner, kitchen, true, false],
    ['the owner of an automation', owner, watch, true, false],
    ['a room of the owner', kitchen, owner, false, false],
    ['a room of itself', kitchen, kitchen, true, true],
    ['a room of another device in it', kitchen, near, true, true],
    ['a room of another room', kitchen, office, true, false],
    ['a room of an automation', kitchen, watch, true, false],
    ['a room of what rang for everybody', kitchen, ring(), true, true],
    ['a room of what rang in it', kitchen, ring('cli', 'kitchen'), true, true],
    ['a room of what rang in another', kitchen, ring('voice:office', 'office'), true, false],
    ['a room of what rang for the owner', kitchen, ring('cli'), false, false],
    ['an automation of itself', watch, watch, true, true],
    ['an automation of the owner', watch, owner, false, false],
    ['an automation of a room', watch, kitchen, false, false],
    ['a room of an owner who goes by its name', kitchen, opening('owner', 'voice:kitchen'), false, false],
  ])('%s', (_who, one, other, knows, own) => {
    expect([mayKnow(one, other), isOwn(one, other)]).toEqual([knows, own]);
  });
});

test('a walk looks at pages, and tells how far back it has looked where it stops before the beginning', async () => {
  const { folder, remove } = temporaryFolder();
  undo.push(remove);
  const store = await openStore({ folder, synchronous: 'NORMAL' });
  undo.push(() => store.close());
  const opened = { client: 'cli', interface: 'cli', channel: 'owner' as const, canConfirm: true };
  const count = 5_200;
  for (let index = 0; index < count; index += 1) {
    const id = `t${index}`;
    const at = 1_000_000 + index * 1_000;
    const ticket = store.append({
      open: [row(id, { status: 'complete', seq: 2, createdAt: at, updatedAt: at })],
      events: [
        forwardEvent(id, 1, { at, opened, data: { text: index === 10 ? 'the needle' : 'hay' } }),
        endEvent(id, 2, { at, data: { text: 'yes' } }),
      ],
    });
    if (index % 100 === 99) await ticket.durable;
  }
  const asked: number[] = [];
  const counting = {
    past: (wanted: Parameters<Store['past']>[0]) => {
      asked.push(wanted.threads);
      return store.past(wanted);
    },
  };
  const until = Number.MAX_SAFE_INTEGER;
  const first = new HistoryWalk(counting, { since: 0, until });
  for await (const { thread } of first.turns()) {
    expect(thread).toBe(`t${count - 1}`);
    break;
  }
  expect(asked).toEqual([100]);
  const far = new HistoryWalk(counting, { since: 0, until, words: ['needle'] });
  const found: string[] = [];
  for await (const { thread } of far.turns()) found.push(thread);
  expect(found).toEqual([]);
  expect(far.lookedBackTo).toBe(1_000_000 + (count - 5_000) * 1_000);
  expect(asked.length).toBe(51);
  const near = new HistoryWalk(counting, { since: 0, until: 1_100_000, words: ['needle'] });
  for await (const { thread } of near.turns()) found.push(thread);
  expect(found).toEqual(['t10']);
});
