import { join } from 'node:path';
import { need, reply, use } from 'agentos/contract';
import { end, router, settle, tool } from 'agentos/service';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { KITCHEN, type ShippedHouse, shippedHouse, TERMINAL } from '../../../shipped_house.ts';
import { type House, OWNER, openHouse } from '../house.ts';

describe('T26 in the house that ships', () => {
  let house: ShippedHouse;
  beforeAll(async () => {
    house = await shippedHouse({ root: join(import.meta.dirname, '../../../..') });
  }, 60_000);
  afterAll(() => house.close());

  /** What is open or reversible, alone and after something that is from outside. */
  const REQUESTS = [
    'turn on the kitchen light',
    'turn off all the lights',
    'set the bedroom light to 40 percent',
    'close the garage door',
    'lock the front door',
    'set the thermostat to 21 degrees',
    'what is the temperature in the bedroom?',
    'which lights are on?',
    'is the front door locked?',
    'set a timer for five minutes',
    'cancel the timer',
    'remind me to call Anna in ten minutes',
    'add milk to the shopping list',
    'what is on the shopping list?',
    'wake me at seven',
    'what time is it?',
    'what is the weather?',
    'what is twelve times twelve?',
    'what is the weather and turn on the kitchen light',
    'what is the weather, then set the bedroom light to 40 percent and add milk to the shopping list',
    'why did you do that?',
    'undo that',
    'play music in the kitchen',
    'start the vacuum',
    'what can I say?',
  ];

  test.each([
    ['at a terminal', TERMINAL],
    ['by voice', KITCHEN],
  ])(
    '%s no yes is asked for what is open or can be taken back',
    async (_, client) => {
      const asked: string[] = [];
      for (const text of REQUESTS) {
        const said = await house.say(text, { client });
        if (said.askId === undefined) continue;
        const mail = (await house.store.mail(client.name, said.offset - 1, 1))[0];
        if (z.object({ kind: z.string() }).parse(mail?.body).kind !== 'question') asked.push(text);
        await house.runtime.cancel(client, said.thread, said.turn);
      }
      expect(asked).toEqual([]);
      const grave = (await house.store.audit({ limit: 1_000 })).filter(
        ({ risk }) => risk === 'open' || risk === 'home',
      );
      expect(grave).toEqual([]);
    },
    120_000,
  );

  test('X10 locking locks and unlocking asks; opening opens and closing closes: by every way to say it', async () => {
    const told: string[] = [];
    for (const [text, answer] of [
      ['lock the front door', undefined],
      ['unlock the front door', 'yes'],
      ['lock the front door', undefined],
      ['open the garage door', 'yes'],
      ['close the garage door', undefined],
      ['turn on the kitchen light', undefined],
      ['turn off the kitchen light', undefined],
    ] as const) {
      const said = await house.say(text);
      expect(`${text}: ${said.askId === undefined}`).toBe(`${text}: ${answer === undefined}`);
      if (answer !== undefined) await house.answer(said, answer);
      const events = await house.store.events(said.thread);
      const call = events.find(
        ({ subject, direction, key }) => subject === 'need.device.set' && direction === 'FORWARD' && !key.endsWith('?'),
      );
      told.push(z.object({ service: z.string() }).parse(call?.data).service);
    }
    expect(told).toEqual(['lock', 'unlock', 'lock', 'open_cover', 'close_cover', 'turn_on', 'turn_off']);
  }, 60_000);
});

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const page = need('page', {
  summary: 'Page.',
  input: words,
  output: words,
  effect: 'read',
  risk: 'open',
  outside: true,
});
const model = need('model', {
  summary: 'M.',
  input: words,
  output: words,
  effect: 'read',
  risk: 'open',
  proposes: true,
});
const list = need('list', {
  summary: 'All devices.',
  input: words,
  output: z.object({ ids: z.array(z.string()) }),
  effect: 'read',
  risk: 'open',
});
const understand = need('understand', {
  summary: 'Grammar.',
  input: words,
  output: z.object({ id: z.string() }),
  effect: 'read',
  risk: 'open',
});
const light = need('light', {
  summary: 'Light.',
  input: z.object({ id: z.string(), service: z.string() }),
  output: words,
  effect: 'keyed',
  risk: 'home',
});

const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
});

/** Reads a page, and then switches what `way` says. Whether a person was asked first. */
async function isAsked(way: 'grammar' | 'page' | 'list' | 'model'): Promise<boolean> {
  const house = await openHouse({
    services: [
      tool({ contract: page, run: async () => ({ text: 'light.heater' }) }),
      tool({ contract: model, run: async () => ({ text: 'light.lamp' }) }),
      tool({ contract: list, run: async () => ({ ids: ['light.lamp', 'light.heater'] }) }),
      tool({ contract: understand, run: async () => ({ id: 'light.lamp' }) }),
      tool({ contract: light, run: async () => ({ text: 'on' }) }),
      router({
        contract: root,
        *run() {
          const { id } = yield* understand({ text: 'the lamp' });
          const { text } = yield* page({ text: 'x' });
          const chosen = {
            grammar: () => id,
            page: () => text,
            list: () => text,
            model: () => id,
          }[way]();
          if (way === 'list') yield* list({ text: 'x' });
          if (way === 'model') yield* model({ text });
          const [done] = yield* settle([light({ id: chosen, service: 'turn_on' })]);
          return end({ text: done?.ok ? 'done' : (done?.error.message ?? '') });
        },
      }),
    ],
  });
  open.push(house);
  const { thread, turn } = await house.runtime.utter(OWNER, {
    requestId: way,
    text: 'switch it on',
    continueLast: false,
  });
  const { kind } = await house.next(OWNER);
  if (kind === 'ask') await house.runtime.cancel(OWNER, thread, turn);
  return kind === 'ask';
}

test('what our own grammar has read from the utterance is not asked about, though a page was read as well', async () => {
  expect(await isAsked('grammar')).toBe(false);
});

test('what a page chose is asked about, and so is what a model chose after reading one', async () => {
  expect(await isAsked('page')).toBe(true);
  expect(await isAsked('list')).toBe(true);
  expect(await isAsked('model')).toBe(true);
});
