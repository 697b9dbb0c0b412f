import { need, reply, use } from 'agentos/contract';
import { end, forward, router, settle, tool } from 'agentos/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { GeneratorService, Tool } from '../../../src/daemon/model/service.ts';
import { OWNER, openHouse } from './house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const good = need('good', { summary: 'Good.', input: words, output: words, effect: 'read', risk: 'open' });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a tool may do wrong, and the one error that its caller gets. */
const FAULTS: readonly [name: string, code: string, run: () => unknown][] = [
  [
    'throws',
    'INTERNAL',
    () => {
      throw new Error('broken');
    },
  ],
  [
    'throws nothing',
    'INTERNAL',
    () => {
      throw undefined;
    },
  ],
  ['rejects', 'INTERNAL', () => Promise.reject(new Error('broken'))],
  [
    'rejects_late',
    'DEADLINE_EXCEEDED',
    async () => {
      await pause(120);
      throw new Error('too late');
    },
  ],
  [
    'answers_late',
    'DEADLINE_EXCEEDED',
    async () => {
      await pause(120);
      return { text: 'too late' };
    },
  ],
  ['hangs', 'DEADLINE_EXCEEDED', () => new Promise(() => undefined)],
  ['wrong_schema', 'INTERNAL', async () => ({ text: 3 })],
  ['nothing', 'INTERNAL', async () => undefined],
  [
    'goes_round',
    'INTERNAL',
    async () => {
      const round: { round?: unknown } = {};
      round.round = round;
      return round;
    },
  ],
  ['forwards', 'FAILED_PRECONDITION', async () => forward(good({ text: 'x' }))],
  ['ends', 'FAILED_PRECONDITION', async () => end({ text: 'x' })],
  [
    'ten_megabytes_of_error',
    'INTERNAL',
    () => {
      throw new Error('x'.repeat(10_000_000));
    },
  ],
];

/** Settles twice, as no promise would. */
const twice = {
  // biome-ignore lint/suspicious/noThenProperty: that it is one is what is tried.
  then(resolve: (value: unknown) => void) {
    resolve({ text: 'first' });
    resolve({ text: 'second' });
  },
};

const stray: unknown[] = [];
const caught = (thrown: unknown) => void stray.push(thrown);
beforeAll(() => void process.on('unhandledRejection', caught));
afterAll(() => void process.off('unhandledRejection', caught));

const contractOf = (name: string, output: z.ZodType<unknown> = words) =>
  need(`faulty.${name.replaceAll(' ', '_')}`, {
    ...{ summary: name, input: words, output, effect: 'read', risk: 'open', deadlineMs: 60 },
  } as never) as typeof good;

async function houseWith(services: readonly (Tool | GeneratorService)[]) {
  return openHouse({ services });
}

test('P10 T30 a service that breaks a rule gets one typed error for its call, and harms nobody else', async () => {
  const contracts = FAULTS.map(([name]) => contractOf(name));
  const answersTwice = contractOf('answers twice');
  const house = await houseWith([
    tool({ contract: good, run: async ({ text }) => ({ text }) }),
    tool({ contract: answersTwice, run: () => twice as never }),
    ...FAULTS.map(([, , run], n) => tool({ contract: contracts[n] ?? good, run: run as never })),
    router({
      contract: root,
      *run({ input: { text } }) {
        if (text === 'twice') return end(yield* answersTwice({ text }));
        const contract = contracts[Number(text)];
        if (!contract) return end(yield* good({ text }));
        const [said] = yield* settle([contract({ text })]);
        const [after] = yield* settle([good({ text: 'after' })]);
        const code = said === undefined || said.ok ? 'ok' : Fault.from(said.error).code;
        return end({ text: `${code}, ${after?.ok ? after.value.text : 'harmed'}` });
      },
    }),
  ]);
  try {
    const others = Promise.all(Array.from({ length: 60 }, (_, n) => house.say(`other ${n}`)));
    const faulty = await Promise.all(FAULTS.map((_, n) => house.say(String(n))));
    for (const [n, { reply: said, events }] of faulty.entries()) {
      const [name, code] = FAULTS[n] ?? ['', ''];
      expect(`${name}: ${said.text}`).toBe(`${name}: ${code}, after`);
      const answers = events.filter(
        (event) => event.direction === 'BACKWARD' && event.subject.startsWith('need.faulty.'),
      );
      expect(answers, name).toHaveLength(1);
      expect(JSON.stringify(answers).length, name).toBeLessThan(4_000);
    }
    for (const { reply: said } of await others) expect(said).toMatchObject({ status: 'complete' });
    expect((await house.say('twice')).reply.text).toBe('first');
    const before = (await house.store.threads({ limit: 100 })).map(({ seq }) => seq);
    // What comes after the END of its turn is dropped.
    await pause(150);
    expect((await house.store.threads({ limit: 100 })).map(({ seq }) => seq)).toEqual(before);
    expect(stray).toEqual([]);
    expect(await house.store.openThreads()).toEqual([]);
  } finally {
    await house.close();
  }
});

test('the twin: where its contract takes anything, a wrong answer goes through', async () => {
  const anything = contractOf('anything', z.unknown());
  const house = await houseWith([
    tool({ contract: anything, run: async () => ({ text: 3 }) as never }),
    router({
      contract: root,
      *run({ input: { text } }) {
        const [said] = yield* settle([anything({ text })]);
        return end({ text: said?.ok ? 'went through' : 'refused' });
      },
    }),
  ]);
  try {
    expect((await house.say('x', { client: OWNER })).reply.text).toBe('went through');
  } finally {
    await house.close();
  }
});
