import { afterEach, describe, expect, test } from 'vitest';
import type { ToolHost } from '../services/tool_host.ts';

export interface ScriptedAnswer {
  readonly text?: string;
  /** Arguments as they are written: perhaps no JSON. */
  readonly calls?: readonly { readonly name: string; readonly arguments: string }[];
}

export interface ScriptedModel {
  readonly host: ToolHost;
  /** What it answers to a user's text, in turn; the last for ever. */
  on(text: string, ...answers: readonly ScriptedAnswer[]): void;
  /** Names that what was offered last has on the wire. */
  offered(): readonly string[];
  close(): Promise<void>;
}

const SEND = {
  summary: 'Send a mail.',
  schema: {
    type: 'object',
    properties: { to: { type: 'string' }, text: { type: 'string' } },
    required: ['to'],
    additionalProperties: false,
  },
  problem: (input: unknown) =>
    typeof input === 'object' && input !== null && 'to' in input && typeof input.to === 'string'
      ? undefined
      : 'input.to: expected string',
};

interface Chosen {
  readonly text: string;
  readonly calls: readonly { readonly id: string; readonly event: string; readonly data: unknown }[];
  readonly refused: readonly { readonly event: string; readonly problem: string }[];
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number };
  readonly model: string;
}

/** What every provider of need.llm.* has to do. `open` gives a new one over a model that answers as it is told. */
export function llmConformance(name: string, open: () => Promise<ScriptedModel>): void {
  let model: ScriptedModel | undefined;
  afterEach(async () => {
    await model?.close();
    model = undefined;
  });
  const opened = async (): Promise<ScriptedModel> => {
    model = await open();
    model.host.offers.set('need.email.send', SEND);
    return model;
  };
  const asked = (text: string) => ({ messages: [{ role: 'user', text }] });
  const choose = async ({ host }: ScriptedModel, text: string, more: object = {}): Promise<Chosen> =>
    (await host.call('need.llm.choose', { ...asked(text), uses: ['need.email.send'], ...more })) as unknown as Chosen;

  describe(`${name} provides need.llm`, () => {
    test('writes, and tells the words as they come only where they are to be spoken', async () => {
      const { host, on } = await opened();
      on('rain?', { text: 'It rains in Rome today.' });
      const silent = await host.call('need.llm.write', asked('rain?'));
      expect(silent).toMatchObject({ text: 'It rains in Rome today.', cut: false, model: expect.any(String) });
      expect(host.said).toEqual([]);
      await host.call('need.llm.write', { ...asked('rain?'), aloud: true });
      expect(host.said.join('')).toBe('It rains in Rome today.');
      expect(host.said.length).toBeGreaterThan(1);
    });

    test('counts what was used', async () => {
      const { host, on } = await opened();
      on('rain?', { text: 'It rains.' });
      const { usage } = (await host.call('need.llm.write', asked('rain?'))) as unknown as Chosen;
      expect(usage.input_tokens).toBeGreaterThan(0);
      expect(usage.output_tokens).toBeGreaterThan(0);
    });

    test('shapes an object, and puts it right once', async () => {
      const { host, on } = await opened();
      const schema = {
        type: 'object',
        properties: { city: { type: 'string' }, days: { type: 'integer' } },
        required: ['city', 'days'],
      };
      on('plan', { text: '{"city":"Rome"}' }, { text: '```json\n{"city":"Rome","days":3}\n```' });
      const shaped = await host.call('need.llm.shape', { ...asked('plan'), name: 'trip', schema });
      expect(shaped).toMatchObject({ value: { city: 'Rome', days: 3 } });
    });

    test('an object that stays wrong is no answer', async () => {
      const { host, on } = await opened();
      const schema = { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] };
      on('plan', { text: '{"days":"three"}' });
      await expect(host.call('need.llm.shape', { ...asked('plan'), name: 'trip', schema })).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      });
    });

    test('answers, or chooses calls among what it is offered', async () => {
      const scripted = await opened();
      scripted.on('hi', { text: 'Hello.' });
      expect(await choose(scripted, 'hi')).toMatchObject({ text: 'Hello.', calls: [], refused: [] });
      const [send = ''] = scripted.offered();
      scripted.on('write to Ada', {
        calls: [
          { name: send, arguments: '{"to":"ada"}' },
          { name: send, arguments: '{"to":"bob","text":"Hi"}' },
        ],
      });
      const { calls, refused } = await choose(scripted, 'write to Ada');
      expect(calls.map(({ event, data }) => [event, data])).toEqual([
        ['need.email.send', { to: 'ada' }],
        ['need.email.send', { to: 'bob', text: 'Hi' }],
      ]);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
      expect(refused).toEqual([]);
    });

    test('what is offered has a name that every endpoint takes, and nothing that the catalog does not have is offered', async () => {
      const scripted = await opened();
      scripted.on('hi', { text: 'Hello.' });
      await choose(scripted, 'hi', { uses: ['need.email.send', 'need.gone'] });
      const offered = scripted.offered();
      expect(offered.length).toBe(1);
      for (const one of offered) expect(one).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    });

    test.each([
      ['broken JSON', (send: string) => ({ name: send, arguments: '{"to": "ada' })],
      ['wrong arguments', (send: string) => ({ name: send, arguments: '{"text":"Hi"}' })],
      ['a tool that there is not', () => ({ name: 'need-door-open', arguments: '{}' })],
      ['a name twice', (send: string) => ({ name: send, arguments: '{"to":"ada","to":"eve"}' })],
      ['a reserved name', (send: string) => ({ name: send, arguments: '{"to":"a","__proto__":{"x":1}}' })],
    ])('%s: given back once, and right then; or refused', async (_what, wrong) => {
      const scripted = await opened();
      scripted.on('hi', { text: 'Hello.' });
      await choose(scripted, 'hi');
      const [send = ''] = scripted.offered();
      const right = { name: send, arguments: '{"to":"ada"}' };
      scripted.on('once', { calls: [wrong(send)] }, { calls: [right] });
      const healed = await choose(scripted, 'once');
      expect(healed.calls).toMatchObject([{ event: 'need.email.send', data: { to: 'ada' } }]);
      expect(healed.refused).toEqual([]);
      scripted.on('always', { calls: [wrong(send)] });
      const refused = await choose(scripted, 'always');
      expect(refused.calls).toEqual([]);
      expect(refused.refused).toMatchObject([{ event: expect.stringMatching(/^need\./), problem: expect.any(String) }]);
    });

    test('of several calls the right ones stand, and are not made twice when the wrong ones are put right', async () => {
      const scripted = await opened();
      scripted.on('hi', { text: 'Hello.' });
      await choose(scripted, 'hi');
      const [send = ''] = scripted.offered();
      const ada = { name: send, arguments: '{"to":"ada"}' };
      scripted.on(
        'both',
        { calls: [ada, { name: send, arguments: '{"to":7}' }] },
        { calls: [ada, { name: send, arguments: '{"to":"bob"}' }] },
      );
      const { calls } = await choose(scripted, 'both');
      expect(calls.map(({ data }) => data)).toEqual([{ to: 'ada' }, { to: 'bob' }]);
    });

    test('a conversation with calls and what came of them is understood', async () => {
      const scripted = await opened();
      scripted.on('and now?', { text: 'It is sent.' });
      const answer = await choose(scripted, 'x', {
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'write to Ada' },
          { role: 'calls', text: '', calls: [{ id: 'a1', event: 'need.email.send', data: { to: 'ada' } }] },
          { role: 'result', id: 'a1', ok: true, data: { sent: true } },
          { role: 'user', text: 'and now?' },
        ],
      });
      expect(answer.text).toBe('It is sent.');
    });

    test('one vector per text, all of one length', async () => {
      const { host } = await opened();
      const { vectors } = (await host.call('need.llm.embed', { texts: ['a', 'b', 'a'] })) as { vectors: number[][] };
      expect(vectors.length).toBe(3);
      expect(new Set(vectors.map(({ length }) => length)).size).toBe(1);
      expect(vectors[0]).toEqual(vectors[2]);
    });

    test('a model that is not set up is named', async () => {
      const { host } = await opened();
      await expect(host.call('need.llm.write', { ...asked('hi'), model: 'nobody' })).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        message: expect.stringMatching(/nobody/),
      });
    });
  });
}
