import { rmSync } from 'node:fs';
import { need, reply, use } from 'agentos/contract';
import { all, end, router, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../../src/daemon/model/service.ts';
import type { Client, Progress } from '../../../../src/daemon/runtime/assistant.ts';
import { type House, OWNER, openHouse, VOICE } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const text = z.object({ text: z.string() });
const write = need('write', {
  summary: 'Write.',
  input: z.object({ text: z.string(), aloud: z.boolean().optional() }),
  output: text,
  effect: 'read',
  risk: 'open',
});
const send = need('send', { summary: 'Send it.', input: text, output: text, effect: 'once', risk: 'home' });

const folders: string[] = [];
const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function opened(services: readonly (Tool | GeneratorService)[], folder?: string): Promise<House> {
  const house = await openHouse({ services, ...(folder === undefined ? {} : { folder }) });
  open.push(house);
  return house;
}

function hearing(house: House, client: Client = OWNER): Progress[] {
  const heard: Progress[] = [];
  house.runtime.attach(client, (progress) => heard.push(progress));
  return heard;
}

function rootOf(run: Parameters<typeof router<typeof root.input, typeof root.output>>[0]['run']): GeneratorService {
  return router({ contract: root, run });
}

/** Says its text a word at a time. */
const speaks = tool({
  contract: write,
  async run({ text: said }, { progress }) {
    for (const word of said.split(/(?<= )/)) {
      progress(word);
      await new Promise(setImmediate);
    }
    return { text: said };
  },
});

const aloud = rootOf(function* ({ input }) {
  const { text: said } = yield* write({ text: input.text, aloud: true });
  return end({ text: said });
});

test('the words of an answer that is asked for aloud are told as they come, with their places', async () => {
  const house = await opened([speaks, aloud]);
  const heard = hearing(house);
  const others = hearing(house, VOICE);
  const { reply: said, thread, turn } = await house.say('It rains in Rome.');
  expect(said.text).toBe('It rains in Rome.');
  expect(heard.map(({ text: word, offset }) => [offset, word])).toEqual([
    [0, 'It '],
    [3, 'rains '],
    [9, 'in '],
    [12, 'Rome.'],
  ]);
  expect(new Set(heard.map(({ attempt }) => attempt)).size).toBe(1);
  expect(heard[0]).toMatchObject({ thread, turn, attempt: expect.any(Number) });
  expect(heard[0]?.attempt).toBeGreaterThan(0);
  expect(others).toEqual([]);
});

test('without aloud nothing is told', async () => {
  const house = await opened([
    speaks,
    rootOf(function* ({ input }) {
      return end(yield* write({ text: input.text }));
    }),
  ]);
  const heard = hearing(house);
  await house.say('It rains.');
  expect(heard).toEqual([]);
});

test('what comes while a call that acts is under way is dropped; the places of what follows tell of the gap', async () => {
  let sent: () => void = () => undefined;
  let said: () => void = () => undefined;
  const spoken = new Promise<void>((resolve) => (said = resolve));
  const sending = new Promise<void>((resolve) => (sent = resolve));
  const house = await opened([
    tool({
      contract: send,
      async run({ text: what }) {
        await spoken;
        return { text: what };
      },
    }),
    tool({
      contract: write,
      async run({ text: what }, { progress }) {
        // The mail is on its way, and not sent: nobody may hear that it is.
        progress('Soon ');
        said();
        await sending;
        progress('gone.');
        return { text: what };
      },
    }),
    rootOf(function* () {
      const [, answer] = yield* all([send({ text: 'mail' }), write({ text: 'Soon gone.', aloud: true })]);
      return end(answer);
    }),
  ]);
  const heard = hearing(house);
  const reading = house.say('go');
  await spoken;
  await new Promise((resolve) => setTimeout(resolve, 50));
  sent();
  expect((await reading).reply.text).toBe('Soon gone.');
  expect(heard.map(({ text: word, offset }) => [offset, word])).toEqual([[5, 'gone.']]);
});

test('of two answers aloud only the one that began last is told', async () => {
  let second: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (second = resolve));
  const house = await opened([
    tool({
      contract: write,
      async run({ text: what }, { progress }) {
        if (what === 'b') {
          await new Promise(setImmediate);
          progress('b');
          second();
        } else {
          progress('a');
          await begun;
          progress('a');
        }
        return { text: what };
      },
    }),
    rootOf(function* () {
      const [a, b] = yield* all([write({ text: 'a', aloud: true }), write({ text: 'b', aloud: true })]);
      return end({ text: a.text + b.text });
    }),
  ]);
  const heard = hearing(house);
  await house.say('go');
  expect(heard.map(({ text: word }) => word)).toEqual(['a', 'b']);
  expect(heard[1]?.attempt).toBeGreaterThan(heard[0]?.attempt ?? 0);
});

test('a turn that was stopped says no more', async () => {
  let begun: () => void = () => undefined;
  let on: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  const goOn = new Promise<void>((resolve) => (on = resolve));
  const house = await opened([
    tool({
      contract: write,
      async run({ text: what }, { progress }) {
        progress('One ');
        begun();
        await goOn;
        progress('two.');
        return { text: what };
      },
    }),
    aloud,
  ]);
  const heard = hearing(house);
  const { thread, turn } = await house.runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
  await started;
  await house.runtime.cancel(OWNER, thread, turn);
  on();
  await house.next(OWNER);
  expect(heard.map(({ text: word }) => word)).toEqual(['One ']);
});

test('half of a character waits for the other half', async () => {
  const house = await opened([
    tool({
      contract: write,
      async run({ text: what }, { progress }) {
        progress('a\ud83d');
        progress('\ude00b');
        return { text: what };
      },
    }),
    aloud,
  ]);
  const heard = hearing(house);
  await house.say('a😀b');
  expect(heard.map(({ text: word, offset }) => [offset, word])).toEqual([
    [0, 'a'],
    [1, '😀b'],
  ]);
});

test('an answer that begins anew takes the place of what was said of it', async () => {
  const house = await opened([
    tool({
      contract: write,
      async run({ text: what }, { progress }) {
        progress('It ra');
        progress('It ', true);
        progress('snows.');
        return { text: what };
      },
    }),
    aloud,
  ]);
  const heard = hearing(house);
  await house.say('It snows.');
  expect(heard.map(({ text: word, offset }) => [offset, word])).toEqual([
    [0, 'It ra'],
    [0, 'It '],
    [3, 'snows.'],
  ]);
  expect(heard[1]?.attempt).toBeGreaterThan(heard[0]?.attempt ?? 0);
  expect(heard[2]?.attempt).toBe(heard[1]?.attempt);
});

test('after a restart the answer begins anew, as a later attempt', async () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const hangs = tool({
    contract: write,
    run: (_input, { progress }) => {
      progress('It ');
      return never();
    },
  });
  const before = await openHouse({ services: [hangs, aloud] });
  folders.push(before.folder);
  const first = hearing(before);
  await before.runtime.utter(OWNER, { requestId: 'r', text: 'It rains.', continueLast: false });
  while (first.length === 0) await new Promise(setImmediate);
  await new Promise((resolve) => setTimeout(resolve, 30));
  await before.abandon();
  const house = await opened([speaks, aloud], before.folder);
  const then = hearing(house);
  await house.runtime.resume(await house.runtime.interrupted());
  const mail = await house.next(OWNER);
  expect(mail.body).toMatchObject({ text: 'It rains.' });
  expect(then.map(({ text: word }) => word).join('')).toBe('It rains.');
  expect(then[0]).toMatchObject({ offset: 0 });
  expect(then[0]?.attempt).toBeGreaterThan(first[0]?.attempt ?? 0);
});

test('P9 a sentence that claims what no call did is not told as it comes, nor what follows; the END is honest', async () => {
  const proposes = need('model', {
    ...{ summary: 'A model.', input: z.object({ aloud: z.boolean() }), output: z.object({ text: z.string() }) },
    ...{ effect: 'read', risk: 'open', proposes: true },
  });
  const house = await opened([
    tool({
      contract: proposes,
      async run(_input, { progress }) {
        const text = 'The weather is fine. I have locked the door. Sleep well.';
        for (const piece of text.split(/(?<= )/)) progress(piece);
        return { text };
      },
    }),
    rootOf(function* () {
      return end(yield* proposes({ aloud: true }));
    }),
  ]);
  const heard = hearing(house);
  const { reply } = await house.say('good night');
  expect(heard.map(({ text }) => text).join('')).toBe('The weather is fine. ');
  expect(reply.text).toMatch(/nothing was carried out/);
});
