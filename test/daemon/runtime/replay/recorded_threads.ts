import { join } from 'node:path';
import { expect } from 'vitest';
import type { Replays, ThreadReplay } from '../../../../src/daemon/runtime/replay/replays.ts';
import type { Store } from '../../../../src/daemon/store/store.ts';
import { seeded } from '../../../seeded.ts';
import { KITCHEN, type ShippedHouse, shippedHouse, TERMINAL } from '../../../shipped_house.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const LIGHTS = ['kitchen light', 'hallway light', 'porch light', 'bedroom light', 'nowhere light'];

/** Says what people say, in so many threads, and leaves the folder as it is. */
export async function recordThreads(folder: string, count: number, seed: number): Promise<void> {
  const house = await shippedHouse({ root: ROOT, folder });
  const random = seeded(seed);
  const oneOf = <T>(some: readonly [T, ...T[]]): T => some[Math.floor(random() * some.length)] ?? some[0];
  const number = (): number => 1 + Math.floor(random() * 50);
  const sentences: readonly [() => string, ...(() => string)[]] = [
    () => `turn ${oneOf(['on', 'off'])} the ${oneOf(['kitchen light', ...LIGHTS])}`,
    () =>
      `turn ${oneOf(['on', 'off'])} the ${oneOf(['porch light', ...LIGHTS])} and ${oneOf(['open', 'close'])} the garage door`,
    () => `what is ${number()} plus ${number()}`,
    () => `add ${oneOf(['milk', 'bread', 'salt'])} to the shopping list`,
    () => 'what is on the shopping list',
    () => `set a timer for ${number()} minutes`,
    () => 'cancel the timer',
    () => `${oneOf(['lock', 'unlock'])} the front door`,
    () => `unlock the front door and turn on the ${oneOf(['kitchen light', ...LIGHTS])}`,
    () => 'what time is it',
    () => `frobnicate the wibble ${number()}`,
    () => 'undo that',
  ];
  for (let thread = 0; thread < count; thread += 1) {
    const client = random() < 0.2 ? KITCHEN : TERMINAL;
    let id: string | undefined;
    for (let turn = 0; turn < 1 + Math.floor(random() * 3); turn += 1) {
      let said = await house.say(oneOf(sentences)(), { client, ...(id === undefined ? {} : { thread: id }) });
      id = said.thread;
      for (let answer = 0; said.askId !== undefined && answer < 3; answer += 1) {
        if (random() < 0.2) {
          await house.runtime.cancel(client, said.thread, said.turn);
          await house.next(client, said.offset);
          break;
        }
        said = await house.answer(said, oneOf(['yes', 'no', 'never mind', 'the first one']));
      }
    }
    if (id !== undefined && random() < 0.1) await house.past.fork(id, {});
  }
  await house.leave();
}

export interface Replayed {
  readonly threads: number;
  readonly turns: number;
  readonly events: number;
  readonly differences: readonly string[];
}

/** Replays all of a folder on services that came in an order of their own, and checks that nothing was done by it. */
export async function replayShuffled(folder: string, seed: number): Promise<Replayed> {
  const random = seeded(seed);
  let appends = 0;
  const wrap = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        if (name === 'append') appends += 1;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  const order = <T>(files: readonly T[]): readonly T[] =>
    files
      .map((file) => ({ file, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ file }) => file);
  const house = await shippedHouse({ root: ROOT, folder, order, wrap });
  try {
    const before = await effects(house, appends);
    const replayed = await sumOf(house.past.replayAll(0, new AbortController().signal));
    expect(await effects(house, appends)).toEqual(before);
    return replayed;
  } finally {
    await house.leave();
  }
}

export async function sumOf(replays: ReturnType<Replays['all']> | AsyncIterable<ThreadReplay>): Promise<Replayed> {
  let [threads, turns, events] = [0, 0, 0];
  const differences: string[] = [];
  for await (const one of replays) {
    threads += 1;
    turns += one.turns;
    events += one.events;
    for (const { seq, what } of one.differences) differences.push(`${one.row.title}, event ${seq}: ${what}`);
  }
  return { threads, turns, events, differences };
}

/** All that a call would leave behind: writes, calls of services, states of the home, mail. */
async function effects({ catalog, runtime, store }: ShippedHouse, appends: number): Promise<unknown> {
  const signal = new AbortController().signal;
  return {
    appends,
    calls: catalog.describe().reduce((sum, { calls }) => sum + calls, 0),
    home: await runtime.call('need.device.home', {}, signal),
    mail: [await store.mailbox(TERMINAL.name), await store.mailbox(KITCHEN.name)],
  };
}
