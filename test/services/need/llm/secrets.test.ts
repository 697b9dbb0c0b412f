import { expect, test } from 'vitest';
import { modelAt, openModels, rawServer, says, status, streams } from './model_house.ts';

/** Whatever an endpoint does with the key it was sent: it stands in the header of the request, and nowhere else. */

const KEY = 'sk-canary-7f3a9c51e2';
const OTHER = 'hunter2-canary-b41d';

/** Says the key back in every place where an error may hold something. */
const echo = { message: `Incorrect API key provided: ${KEY}`, type: KEY, code: KEY, param: KEY };
const WAYS = [
  ...[400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503].map((code) => status(code, { error: echo })),
  status(401, `Bearer ${KEY}`),
  status(500, { error: { message: 'x', code: `invalid_key_${KEY}` } }, { 'x-request-id': KEY, 'retry-after': KEY }),
  streams(`data: ${JSON.stringify({ error: echo })}\n\n`),
  streams(`data: {"broken ${KEY}\n\n`),
  streams(`event: error\ndata: ${KEY}\n\n`),
  status(302, KEY, { location: `http://127.0.0.1:9/?key=${KEY}` }),
];

test('in 200 errors the key stands in no fault, no log, no record and no prompt', async () => {
  const seen: string[] = [];
  let made = 0;
  for (const [place, way] of WAYS.entries()) {
    const server = await rawServer(way);
    for (let round = 0; round < 4; round += 1) {
      const models = [modelAt(server.url, { key: 'the-key' })];
      const { host, storage, release } = await openModels({ models }, { secrets: { 'the-key': KEY, other: OTHER } });
      const asked = [
        host.call('need.llm.write', { messages: [{ role: 'user', text: `hello ${place}` }] }),
        host.call('need.llm.choose', { messages: [{ role: 'user', text: 'x' }], uses: [] }),
        host.call('need.llm.shape', {
          messages: [{ role: 'user', text: 'x' }],
          name: 'it',
          schema: { type: 'object' },
        }),
      ];
      for (const one of await Promise.allSettled(asked)) {
        expect(one.status).toBe('rejected');
        if (one.status !== 'rejected') continue;
        made += 1;
        const { message, stack, cause } = one.reason;
        seen.push(message, stack, String(cause), JSON.stringify(one.reason), JSON.stringify(one.reason.toData()));
      }
      await release();
      const written = await storage.collection({ name: 'usage', schema: (await import('zod')).z.any() }).query();
      seen.push(JSON.stringify(host.logged), JSON.stringify(written));
    }
    for (const { headers, body } of server.requests) {
      expect(headers.authorization).toBe(`Bearer ${KEY}`);
      seen.push(body);
    }
    await server.close();
  }
  expect(made).toBeGreaterThanOrEqual(200);
  expect(seen.filter((text) => text.includes(KEY) || text.includes(OTHER))).toEqual([]);
});

test('a key that is not there is named, and the next model answers', async () => {
  const server = await rawServer(says('Yes.'));
  const asked = { messages: [{ role: 'user', text: 'hello' }] };
  const alone = await openModels({ models: [modelAt(server.url, { key: 'gone' })] });
  await expect(alone.host.call('need.llm.write', asked)).rejects.toMatchObject({
    message: 'No model could answer: first has no key (no secret gone).',
  });
  const { host } = await openModels({
    models: [modelAt(server.url, { key: 'gone' }), modelAt(server.url, { name: 'own' })],
  });
  expect(await host.call('need.llm.write', asked)).toMatchObject({ model: 'own' });
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  await server.close();
});
