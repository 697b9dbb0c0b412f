import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client, Update } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { eventually, ownFolder, put } from './own_folder.ts';

// A daemon as it is built, and a model behind the real protocol that says what this test has it say.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Answer =
  | { readonly content: string }
  | { readonly toolCalls: { readonly name: string; readonly arguments: string }[] };

const POET = `---
summary: Writes verses and rhymes about anything.
---
You are a poet.
`;

describe('a house with a model', () => {
  let mock: LLMock;
  let daemon: DaemonProcess;
  let client: Client;
  let answer: (system: string, tools: readonly string[], request: ChatCompletionRequest) => Answer;
  let asked: { readonly system: string; readonly tools: readonly string[] }[] = [];

  beforeAll(async () => {
    mock = new LLMock({ port: 0, chunkSize: 8 });
    mock.addFixture({
      match: { endpoint: 'chat' },
      response: (request) => {
        const system = String(request.messages.find(({ role }) => role === 'system')?.content ?? '');
        const tools = (request.tools ?? []).map((tool) => tool.function.name);
        asked.push({ system, tools });
        const given = answer(system, tools, request);
        return 'content' in given ? given : { toolCalls: [...given.toolCalls] };
      },
    });
    await mock.start();
    const folder = ownFolder({ 'services/use/poet/agent.md': POET });
    put(folder, 'agentos.toml', `[[llm.openai.models]]\nname = "house"\nurl = "${mock.url}/v1"\nmodel = "m1"\n`);
    daemon = await DaemonProcess.start({ settings: `${folder}/agentos.toml` });
    client = await daemon.connect({ name: 'cli' });
    await eventually(
      async () => (await client.services()).some(({ subject }) => subject === 'use.poet'),
      'the poet is taken up',
    );
  });
  afterAll(async () => {
    await daemon?.stop();
    // One test has stopped it already.
    await mock?.stop().catch(() => undefined);
  });

  /** Says it, and gives the words that came before the END, the END and the way it took. */
  async function said(text: string, thread?: string) {
    asked = [];
    let progress = '';
    let asks = 0;
    let end: Extract<Update, { type: 'end' }> | undefined;
    for await (const update of client.utter({ text, ...(thread === undefined ? {} : { thread }) }).updates) {
      if (update.type === 'progress') progress = progress.slice(0, update.offset) + update.text;
      if (update.type === 'ask') {
        asks += 1;
        await client.answer(update.ask.id, 'no');
      }
      if (update.type === 'end') end = update;
    }
    if (end === undefined) throw new Error('the turn had no END');
    const { events } = await client.thread(end.thread);
    const way = events.filter(({ direction, turn }) => direction === 'FORWARD' && turn === end.turn);
    return { progress, asks, end, way: way.map(({ subject }) => subject) };
  }

  const calls = (tools: readonly string[], name: string, data: object): Answer => {
    const found = tools.find((tool) => tool.includes(name));
    if (found === undefined) throw new Error(`${name} is not among ${tools.join(', ')}`);
    return { toolCalls: [{ name: found, arguments: JSON.stringify(data) }] };
  };

  test('what the grammar cannot read goes to the agent that fits, whose words are told as they come', async () => {
    answer = (system, tools) =>
      system.includes('You translate')
        ? { content: 'Bonjour, tout le monde.' }
        : calls(tools, 'translator', { text: 'Translate "good morning, everybody" into French.' });
    const { end, progress, way } = await said('how would a Frenchman translate good morning everybody');
    expect(end).toMatchObject({ text: 'Bonjour, tout le monde.', status: 'complete' });
    expect(progress).toBe('Bonjour, tout le monde.');
    expect(way).toEqual(expect.arrayContaining(['use.agent_router', 'need.catalog.about', 'use.translator']));
    expect(asked[0]?.tools.length).toBeLessThanOrEqual(6);
  });

  test('an agent reads the house with its tools, and is told what it found', async () => {
    answer = (system, tools, request) => {
      if (!system.includes('You report on the house'))
        return calls(tools, 'home_reporter', { text: 'What is unusual in the house?' });
      const results = request.messages.filter(({ role }) => role === 'tool');
      return results.length === 0
        ? calls(tools, 'device-list', { domains: ['lock'] })
        : { content: `I saw ${JSON.stringify(results[0]?.content).includes('lock.') ? 'a lock' : 'nothing'}.` };
    };
    const { end, way, asks } = await said('report whatever is unusual about this place');
    expect(end.text).toBe('I saw a lock.');
    expect(way).toContain('need.device.list');
    expect(asks).toBe(0);
  });

  test('an agent that the user wrote in Markdown is one like all others', async () => {
    answer = (system, tools) =>
      system.includes('You are a poet')
        ? { content: 'The lamp is bright, so is the night.' }
        : calls(tools, 'poet', { text: 'Rhyme about lamps.' });
    const { end, way } = await said('give me verses about lamps that rhyme');
    expect(end.text).toBe('The lamp is bright, so is the night.');
    expect(way).toContain('use.poet');
  });

  test('P9 X10 a model that says it did something, and did not, is not believed', async () => {
    answer = () => ({ content: "I've locked the front door." });
    const { end, progress } = await said('please be so kind and make this place burglar proof');
    expect(end.text).not.toMatch(/locked the front door/);
    expect(progress).not.toMatch(/locked the front door/);
  });

  test('the house is understood without asking it', async () => {
    answer = () => ({ content: 'never' });
    const { end } = await said('turn on the kitchen light');
    expect(end.text).toBe('Turned on the kitchen light.');
    expect(asked).toEqual([]);
  });

  test('where it does not answer, that is said in one sentence', async () => {
    await mock.stop();
    const { end } = await said('how would a Frenchman translate good evening');
    expect(end).toMatchObject({
      status: 'complete',
      text: expect.stringMatching(/^Sorry, .*The language model could not be reached\.$/),
    });
  });
});
