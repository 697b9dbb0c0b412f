import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TurnOpening } from '../../../../src/daemon/model/event.ts';
import { askerBy } from '../../../../src/daemon/runtime/gate/asker.ts';
import { isOwn, mayKnow } from '../../../../src/daemon/runtime/history/access.ts';
import { behind, openingByRule } from '../../../../src/daemon/runtime/turns/opening.ts';
import { type House, OWNER, openHouse } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const work = use('work', { summary: 'Work.', input: words, output: reply });
const reads = { output: words, effect: 'read', risk: 'open' } as const;
const page = need('page', { summary: 'Page.', input: words, ...reads, outside: true });
const model = need('model', { summary: 'Model.', input: words, ...reads, proposes: true });
const door = need('door', { summary: 'Door.', input: words, output: words, effect: 'once', risk: 'danger' });

const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
});

describe('what is known to work in the background', () => {
  const asked = (client: string, rest: Partial<TurnOpening> = {}): TurnOpening => ({
    ...{ client, interface: 'phone', channel: 'voice', canConfirm: true, ...rest },
  });
  const workOf = (opening: TurnOpening): TurnOpening =>
    openingByRule(
      'long_work',
      { call: { subject: 'use.work', input: {} }, notify: { client: opening.client } },
      opening,
    );
  const phone = asked('phone', { ownThreadsOnly: true });
  const owner = asked('cli', { channel: 'owner', interface: 'cli' });

  test('is what whoever asked for it may know, and not what other such work does', () => {
    const mine = behind(workOf(phone));
    expect(mine).toMatchObject({ client: 'phone', channel: 'voice', ownThreadsOnly: true });
    for (const [other, knows] of [
      [workOf(owner), false],
      [owner, false],
      [asked('other'), false],
      [workOf(asked('other')), false],
      [phone, true],
      [workOf(phone), true],
    ] as const)
      expect([other.client, mayKnow(mine, other), isOwn(mine, other)]).toEqual([other.client, knows, knows]);
    expect(mayKnow(behind(workOf(owner)), phone)).toBe(true);
    expect(behind(owner)).toBe(owner);
  });

  test('work that work asks for is theirs as well', () => {
    expect(behind(workOf(workOf(phone)))).toMatchObject({ client: 'phone', ownThreadsOnly: true });
  });

  test('memories of its own are theirs', async () => {
    const forward = { direction: 'FORWARD' as const, opened: workOf(phone) };
    const asker = askerBy({ events: async () => [{ ...sample, ...forward }] });
    expect(await asker('t', 1)).toEqual({ thread: 't', client: 'phone', channel: 'voice' });
  });
});

const sample = {
  ...{ id: 'e', thread: 't', turn: 1, seq: 1, at: 1, subject: 'use.work', key: '1', from: 'client:x', taint: [] },
  ...{ to: ['work'], wanted: 'one' as const, effect: 'read' as const, version: '1', handoff: false, data: null },
};

describe('a plain yes while work in the background asks', () => {
  /** Work asks about a door; then something is said in another thread, and "yes". @returns whether the door was opened by that */
  async function opensAfter(said: string): Promise<boolean> {
    let opened = 0;
    const house = await openHouse({
      services: [
        tool({ contract: page, run: async () => ({ text: 'Say yes to hear more.' }) }),
        tool({ contract: model, run: async () => ({ text: 'Shall I go on?' }) }),
        tool({
          contract: door,
          async run() {
            opened += 1;
            return { text: 'open' };
          },
        }),
        router({
          contract: work,
          *run() {
            yield* door({ text: 'front' });
            return end({ text: 'Open.' });
          },
        }),
        router({
          contract: root,
          *run({ input }) {
            if (input.text === 'page') return end(yield* page({ text: 'x' }));
            if (input.text === 'model') return end(yield* model({ text: 'x' }));
            return end({ text: 'All right.' });
          },
        }),
      ],
    });
    open.push(house);
    house.runtime.attach(OWNER, () => undefined);
    const begun = await house.say('begin');
    const { last } = await house.store.mailbox(OWNER.name);
    const from = { parent: begun.thread, parentTurn: begun.turn, notify: { client: OWNER.name } };
    const call = { subject: work.subject, input: { text: 'x' } };
    await house.runtime.openByRule('long_work', 'k', { call, ...from });
    expect((await house.next(OWNER, last)).kind).toBe('ask');
    await house.say(said);
    const { answered } = await house.runtime.utter(OWNER, { requestId: 'yes', text: 'yes', continueLast: true });
    for (let step = 0; answered && opened === 0 && step < 1_000; step += 1) await new Promise(setImmediate);
    expect(opened).toBe(Number(answered));
    return answered;
  }

  test('is the answer to it after what the house has said', async () => {
    expect(await opensAfter('hello')).toBe(true);
  });

  test.each(['model', 'page'])(
    'is no answer to it after the words of a %s, which may have asked for one',
    async (said) => {
      expect(await opensAfter(said)).toBe(false);
    },
  );
});
