import { LLMock } from '@copilotkit/aimock';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { llmConformance, type ScriptedAnswer } from '../../../conformance/llm.ts';
import { calls, modelAt, openModels, rawServer, says, status } from './model_house.ts';

const tools = z.object({ tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]) });

llmConformance('openai', async () => {
  const mock = new LLMock({ port: 0, chunkSize: 8 });
  const scripts = new Map<string, ScriptedAnswer[]>();
  mock.addFixture({
    match: { endpoint: 'chat' },
    response: (request) => {
      const texts = request.messages.filter(({ role }) => role === 'user').map(({ content }) => String(content));
      const script = scripts.get(texts.findLast((text) => scripts.has(text)) ?? '') ?? [];
      const { text, calls: made } = (script.length > 1 ? script.shift() : script[0]) ?? {};
      return made ? { toolCalls: [...made] } : { content: text ?? 'I do not know.' };
    },
  });
  await mock.start();
  const { host, release } = await openModels({
    models: [modelAt(mock.url), modelAt(mock.url, { name: 'vectors', embeds: true })],
  });
  return {
    host,
    on: (text, ...answers) => void scripts.set(text, [...answers]),
    offered: () => tools.parse(mock.getLastRequest()?.body).tools.map((offered) => offered.function.name),
    close: async () => {
      await release();
      await mock.stop();
    },
  };
});

const HELLO = { messages: [{ role: 'user', text: 'hello' }] };
const SHAPE = { ...HELLO, name: 'it', schema: { type: 'object', properties: { n: { type: 'integer' } } } };

test('with no model nothing is provided; with none that embeds, no vectors', async () => {
  const none = await openModels({ models: [] });
  for (const subject of ['write', 'shape', 'choose', 'embed', 'usage'])
    await expect(none.host.call(`need.llm.${subject}`, {})).rejects.toMatchObject({ code: 'UNIMPLEMENTED' });
  const talks = await openModels({ models: [modelAt('http://127.0.0.1:9')] });
  await expect(talks.host.call('need.llm.embed', { texts: ['a'] })).rejects.toMatchObject({ code: 'UNIMPLEMENTED' });
});

test('who is asked: by name, by level, else in the order of the settings', async () => {
  const server = await rawServer(says('Yes.'));
  const { host } = await openModels({
    models: [
      modelAt(server.url, { name: 'a', level: 'strong' }),
      modelAt(server.url, { name: 'b', level: 'cheap' }),
      modelAt(server.url, { name: 'c' }),
    ],
  });
  const who = async (model?: string) =>
    ((await host.call('need.llm.write', model === undefined ? HELLO : { ...HELLO, model })) as { model: string }).model;
  expect(await Promise.all([who(), who('cheap'), who('strong'), who('c')])).toEqual(['a', 'b', 'a', 'c']);
  await server.close();
});

test('an endpoint that does not take a schema is asked by a tool, then by JSON, then by words, and remembered', async () => {
  const refuses = status(400, { error: { message: 'response_format is not supported' } });
  const server = await rawServer(refuses, refuses, refuses, says('Sure: {"n": 4}'));
  const { host } = await openModels({ models: [modelAt(server.url)] });
  expect(await host.call('need.llm.shape', SHAPE)).toMatchObject({ value: { n: 4 } });
  expect(await host.call('need.llm.shape', SHAPE)).toMatchObject({ value: { n: 4 } });
  const bodies = server.requests.map(({ body }) => JSON.parse(body));
  expect(bodies.map(({ response_format: format, tools }) => format?.type ?? (tools ? 'tool' : 'words'))).toEqual([
    'json_schema',
    'tool',
    'json_object',
    'words',
    'words',
  ]);
  await server.close();
  const byTool = await rawServer(status(422), calls({ name: 'it', arguments: '{"n":5}' }));
  const other = await openModels({ models: [modelAt(byTool.url)] });
  expect(await other.host.call('need.llm.shape', SHAPE)).toMatchObject({ value: { n: 5 } });
  await byTool.close();
});

test('what does not fit is asked of a model that can hold it, or refused in words', async () => {
  const server = await rawServer(says('Yes.'));
  const long = { messages: [{ role: 'user', text: 'word '.repeat(2_000) }] };
  const small = modelAt(server.url, { name: 'small', context: 1_000 });
  const { host } = await openModels({ models: [small, modelAt(server.url, { name: 'large', context: 100_000 })] });
  expect(await host.call('need.llm.write', long)).toMatchObject({ model: 'large' });
  const alone = await openModels({ models: [small] });
  await expect(alone.host.call('need.llm.write', long)).rejects.toMatchObject({
    code: 'FAILED_PRECONDITION',
    message: expect.stringMatching(/cannot hold so long a conversation/),
  });
  await server.close();
});

test('what is sent: the model, the longest answer, what the settings add, and nothing of this machine', async () => {
  const server = await rawServer(says('Yes.'));
  const extra = { temperature: 0.2, model: 'other', stream: false };
  const { host } = await openModels({ models: [modelAt(server.url, { extra })] });
  await host.call('need.llm.write', { ...HELLO, max_tokens: 50 });
  const [sent] = server.requests;
  expect(sent?.path).toBe('/v1/chat/completions');
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({ model: 'm1', max_tokens: 50, temperature: 0.2, stream: true });
  expect(Object.keys(sent?.headers ?? {}).filter((name) => /stainless|authorization/.test(name))).toEqual([]);
  await server.close();
});

test.each([
  [{ name: 'cheap' }, /is a level/],
  [{ name: 'A b' }, /lower-case/],
  [{ url: 'ftp://x/v1' }, /no address/],
  [{ url: 'http://me:secret@x/v1' }, /password/],
  [{ key: 'sk-ABC' }, /name of a credential/],
  [{ nonsense: 1 }, /nonsense/i],
])('settings of %j are refused', async (more, told) => {
  const opening = openModels({ models: [modelAt('http://127.0.0.1:9', more)] });
  await expect(opening).rejects.toThrow(told);
});
