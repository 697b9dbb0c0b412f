import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import { saidBack } from '../../../src/language/said_back.ts';
import system from '../../../src/services/need/clock/system.ts';
import { memoryForget, memory as memorySchema, memorySearch } from '../../../src/services/need/memory/contract.ts';
import durable from '../../../src/services/need/memory/durable.ts';
import memory from '../../../src/services/use/memory/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock } from '../fake_clock.ts';
import { ToolHost } from '../tool_host.ts';

const DAY = 86_400_000;

describe('use.memory', () => {
  let clock: FakeClock;
  let host: ToolHost;
  let answer = '';

  beforeEach(async () => {
    clock = new FakeClock();
    host = new ToolHost({ clock }).add(system);
    await host.open(durable);
  });

  const serve = async ({ subject, input }: MadeCall): Promise<unknown> =>
    subject === 'need.user.ask' ? { text: answer, yes: false } : host.call(subject, input);
  const say = async (intent: string, slots: { [slot: string]: Json } = {}) => {
    const { value } = await driveAsync(memory, { intent, slots, targets: [], text: 'x' }, serve);
    return value;
  };
  const remember = (fact: string) => say('AgentosRemember', { fact });
  const recall = (topic: string) => say('AgentosRecall', { topic });

  it('remembers, and says it again with when it was told', async () => {
    expect(await remember('my spare key is in the shed')).toEqual({
      text: 'I will remember that your spare key is in the shed.',
      outcome: 'done',
    });
    expect(await recall('the key')).toMatchObject({ text: 'You told me today that your spare key is in the shed.' });
    await clock.pass(DAY);
    expect(await recall('my spare key')).toMatchObject({
      text: 'You told me yesterday that your spare key is in the shed.',
    });
    await clock.pass(9 * DAY);
    expect(await recall('keys')).toMatchObject({ text: 'You have not told me anything about keys.' });
    expect(await recall('key')).toMatchObject({ text: 'You told me 10 days ago that your spare key is in the shed.' });
  });

  it('answers with what fits best, not with everything that shares a word', async () => {
    await remember('the wifi password is swordfish');
    await remember('the password of the safe is 1234');
    await remember('the boiler was serviced in May');
    expect(await recall('the wifi password')).toMatchObject({
      text: 'You told me today that the wifi password is swordfish.',
    });
    expect(await recall('the garage')).toMatchObject({ text: 'You have not told me anything about the garage.' });
  });

  it('reads out all that fits equally', async () => {
    await remember('Anna likes tea');
    await clock.pass(1_000);
    await remember('Anna moves in June');
    expect(await recall('anna')).toMatchObject({
      text: expect.stringMatching(/^You told me 2 things: .*Anna likes tea.*Anna moves in June/),
    });
    expect(await say('AgentosRecall')).toMatchObject({
      text: expect.stringMatching(/2 things: today, that Anna moves in June and today, that Anna likes tea/),
    });
  });

  it('forgets one thing, and asks where several fit', async () => {
    await remember('Anna likes tea');
    await remember('Anna moves in June');
    answer = 'neither';
    expect(await say('AgentosForget', { topic: 'Anna' })).toMatchObject({ outcome: 'failed' });
    answer = 'the one with tea';
    expect(await say('AgentosForget', { topic: 'Anna' })).toMatchObject({ outcome: 'failed' });
    answer = 'tea';
    expect(await say('AgentosForget', { topic: 'Anna' })).toMatchObject({
      text: 'I have forgotten that Anna likes tea.',
    });
    expect(await say('AgentosForget', { topic: 'anna' })).toMatchObject({
      text: 'I have forgotten that Anna moves in June.',
    });
    expect(await say('AgentosForget', { topic: 'anna' })).toMatchObject({ outcome: 'failed' });
    expect(await say('AgentosRecall')).toMatchObject({ text: 'You have not told me anything to remember yet.' });
  });

  it('brings back what was forgotten', async () => {
    await remember('Anna likes tea');
    const { memories } = z
      .object({ memories: z.array(memorySchema) })
      .parse(await host.call('need.memory.search', { about: 'tea' }));
    const forgotten = await host.call('need.memory.forget', { ids: memories.map(({ id }) => id) });
    const undo = memoryForget.undoFor({ ids: ['x'] }, forgotten);
    await host.call(undo?.subject ?? '', undo?.input);
    expect(await host.call('need.memory.search', { about: 'tea' })).toEqual({ memories });
  });

  it('keeps to itself what it may not read out', async () => {
    const refused = async ({ subject }: MadeCall): Promise<unknown> => {
      throw new Fault('PERMISSION_DENIED', `${subject} was refused`);
    };
    const { value } = await driveAsync(
      memory,
      { intent: 'AgentosRecall', slots: { topic: 'tea' }, targets: [], text: 'x' },
      refused,
    );
    expect(value).toEqual({ text: 'Then I will keep it to myself.', outcome: 'failed' });
  });

  it('keeps what is told for somebody alone from everybody else', async () => {
    const as = (channel: string, client: string): void => {
      host.asker = { thread: 't', channel, client };
    };
    as('owner', 'cli');
    expect(await say('AgentosRemember', { fact: 'my gift for Ben is a kite', own: true })).toMatchObject({
      text: 'I will remember that your gift for Ben is a kite, for you alone.',
    });
    await remember('the gift paper is in the attic');
    as('owner', 'phone');
    expect(await recall('gift for Ben')).toMatchObject({ text: expect.stringContaining('a kite') });
    for (const [channel, client] of [
      ['voice', 'kitchen'],
      ['voice', 'owner'],
      ['token', 'cli'],
      ['automation', 'owner'],
    ] as const) {
      as(channel, client);
      expect(await recall('gift for Ben')).toMatchObject({
        text: expect.stringMatching(/the gift paper is in the attic\.$/),
      });
      expect(await say('AgentosRecall')).toMatchObject({ text: expect.not.stringContaining('kite') });
      expect(await recall('kite')).toMatchObject({ text: 'You have not told me anything about kite.' });
      expect(await say('AgentosForget', { topic: 'kite' })).toMatchObject({ outcome: 'failed' });
    }
    host.asker = undefined;
    expect(await recall('kite')).toMatchObject({ text: 'You have not told me anything about kite.' });
    await expect(host.call('need.memory.remember', { text: 'x', own: true })).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
    });
  });

  it('finds by meaning what shares no word, where texts have vectors; and words still do', async () => {
    const meaning = new Map([
      ['the wifi password is swordfish', [1, 0, 0.1]],
      ['the network key', [0.9, 0.1, 0]],
      ['Anna likes tea', [0, 1, 0]],
      ['the garage', [0, 0, 1]],
    ]);
    const embedding = async (call: MadeCall): Promise<unknown> => {
      if (call.subject !== 'need.llm.embed') return serve(call);
      const { texts } = z.object({ texts: z.array(z.string()) }).parse(call.input);
      return {
        model: 'small',
        usage: { input_tokens: 1, output_tokens: 0 },
        vectors: texts.map((text) => meaning.get(text) ?? [-1, -1, -1]),
      };
    };
    const ask = async (intent: string, slots: { [slot: string]: Json }) => {
      const { value } = await driveAsync(memory, { intent, slots, targets: [], text: 'x' }, embedding);
      return value;
    };
    await ask('AgentosRemember', { fact: 'the wifi password is swordfish' });
    await ask('AgentosRemember', { fact: 'Anna likes tea' });
    await new Promise(setImmediate);
    expect(await ask('AgentosRecall', { topic: 'the network key' })).toMatchObject({
      text: 'You told me today that the wifi password is swordfish.',
    });
    expect(await ask('AgentosRecall', { topic: 'tea' })).toMatchObject({
      text: 'You told me today that Anna likes tea.',
    });
    expect(await ask('AgentosRecall', { topic: 'the garage' })).toMatchObject({
      text: 'You have not told me anything about the garage.',
    });
    expect(await recall('the network key')).toMatchObject({
      text: 'You have not told me anything about the network key.',
    });
    await ask('AgentosForget', { topic: 'the wifi password' });
    expect(await ask('AgentosRecall', { topic: 'the network key' })).toMatchObject({
      text: 'You have not told me anything about the network key.',
    });
  });

  it('is private: reading it out is for the gate to allow', () => {
    expect(memorySearch.riskOf({ about: 'tea', limit: 5 }, () => ({ domain: '', deviceClass: undefined }))).toBe(
      'private',
    );
    expect(memorySearch.questionFor({ about: 'tea', limit: 5 }, (id) => ({ domain: id, deviceClass: undefined }))).toBe(
      'Read out what I remember about tea?',
    );
  });
});

describe('saidBack', () => {
  it.each([
    ['my key is where I left it', 'your key is where you left it'],
    ["I'm allergic to nuts", 'you are allergic to nuts'],
    ['I am at the office and I was late', 'you are at the office and you were late'],
    ['the iron is ours', 'the iron is ours'],
    ['we moved our things', 'you moved your things'],
  ])('%s', (said, back) => {
    expect(saidBack(said)).toBe(back);
  });
});
