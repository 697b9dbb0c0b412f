import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../../src/daemon/doors/clock.ts';
import type { Clock } from '../../../../src/daemon/model/service.ts';
import { DONE, event, modelAt, openModels, type RawServer, rawServer, streams } from './model_house.ts';

const opened: RawServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const ASKED = { messages: [{ role: 'user', text: 'hello' }] };

/** Says that an answer took so many tokens. */
async function counting(input: number, output: number): Promise<RawServer> {
  const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: input, completion_tokens: output } })}\n\n`;
  const server = await rawServer(streams(event({ content: 'Yes.' }), event({}, 'stop'), usage, DONE));
  opened.push(server);
  return server;
}

test('tokens and cost are told with the answer, and added up by day', async () => {
  const server = await counting(1_000, 500);
  const priced = modelAt(server.url, { input_price: 2, output_price: 8 });
  const { host, release, storage } = await openModels({ models: [priced] });
  const answer = await host.call('need.llm.write', ASKED, 't/1.0');
  expect(answer).toMatchObject({ usage: { input_tokens: 1_000, output_tokens: 500, cost: 0.006 } });
  await host.call('need.llm.write', ASKED, 't/1.1');
  await release();
  // What was used today is known after a restart.
  const again = await openModels({ models: [priced] }, { storage });
  expect(await again.host.call('need.llm.usage', {})).toMatchObject({
    models: [{ name: 'first', calls: 2, input_tokens: 2_000, output_tokens: 1_000, cost: 0.012 }],
  });
});

test('a turn that has used up its tokens asks no more; another turn does', async () => {
  const server = await counting(300, 300);
  const { host } = await openModels({ models: [modelAt(server.url)], turn_tokens: 500 });
  await host.call('need.llm.write', ASKED, 't/1.0');
  await expect(host.call('need.llm.write', ASKED, 't/1.1.0')).rejects.toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    message: expect.stringMatching(/budget.*this turn, 600 of 500 tokens/),
    retryable: false,
  });
  expect(server.requests.length).toBe(1);
  await host.call('need.llm.write', ASKED, 't/2.0');
  expect(server.requests.length).toBe(2);
});

test('a day that has used up its tokens asks no more until the next; a restart changes nothing', async () => {
  const server = await counting(600, 0);
  let now = Date.UTC(2026, 5, 1, 12);
  const clock: Clock = { ...systemClock('UTC'), now: () => now };
  const settings = { models: [modelAt(server.url)], day_tokens: 500 };
  const first = await openModels(settings, { clock });
  await first.host.call('need.llm.write', ASKED);
  await first.release();
  const { host } = await openModels(settings, { clock, storage: first.storage });
  await expect(host.call('need.llm.write', ASKED)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  now += 86_400_000;
  await host.call('need.llm.write', ASKED);
  expect(server.requests.length).toBe(2);
});

test('what costs nothing answers when the money is spent', async () => {
  const server = await counting(1_000_000, 0);
  const { host } = await openModels({
    models: [modelAt(server.url, { input_price: 1 }), modelAt(server.url, { name: 'own' })],
    day_cost: 0.5,
  });
  expect(await host.call('need.llm.write', ASKED)).toMatchObject({ model: 'first' });
  expect(await host.call('need.llm.write', ASKED)).toMatchObject({ model: 'own' });
});

test('an answer is no longer than what is left of the budget', async () => {
  const server = await counting(10, 10);
  const { host } = await openModels({ models: [modelAt(server.url)], day_tokens: 500 });
  await host.call('need.llm.write', { ...ASKED, max_tokens: 10_000 });
  const { max_tokens: longest } = JSON.parse(server.requests[0]?.body ?? '{}') as { max_tokens: number };
  expect(longest).toBeLessThan(500);
  expect(longest).toBeGreaterThan(400);
});

test('what a turn has used counts after a restart in the middle of it, and so does a request that nobody heard of again', async () => {
  const server = await counting(300, 300);
  const settings = { models: [modelAt(server.url)], turn_tokens: 500 };
  const first = await openModels(settings);
  await first.host.call('need.llm.write', ASKED, 't/1.0');
  // Nothing is let go of: the process is gone.
  const second = await openModels(settings, { storage: first.storage });
  await expect(second.host.call('need.llm.write', ASKED, 't/1.1')).rejects.toMatchObject({
    message: expect.stringMatching(/this turn, 600 of 500 tokens/),
  });
  const silent = await rawServer(() => undefined);
  opened.push(silent);
  const third = await openModels({ models: [modelAt(silent.url)] }, { storage: first.storage });
  const asked = third.host.call('need.llm.write', ASKED, 't/2.0');
  asked.catch(() => undefined);
  await vi.waitFor(() => expect(silent.requests.length).toBe(1));
  const { host } = await openModels({ models: [modelAt(server.url)] }, { storage: first.storage });
  expect(await host.call('need.llm.usage', {})).toMatchObject({ models: [{ calls: 2, output_tokens: 300 }] });
  await third.release();
});
