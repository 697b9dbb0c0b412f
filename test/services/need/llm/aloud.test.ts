import { reply, use } from 'agentos/contract';
import { end, llmWrite, router, type Tool } from 'agentos/service';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../../src/daemon/doors/clock.ts';
import type { Progress } from '../../../../src/daemon/runtime/assistant.ts';
import openai from '../../../../src/services/need/llm/openai.ts';
import { OWNER, openHouse } from '../../../daemon/runtime/house.ts';
import { ToolHost } from '../../tool_host.ts';
import { event, modelAt, rawServer, says, stalls } from './model_house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const aloud = router({
  contract: root,
  *run({ input }) {
    const { text } = yield* llmWrite({ messages: [{ role: 'user', text: input.text }], aloud: true });
    return end({ text });
  },
});

test('a model’s words reach who asked as they come; where it falls silent the next begins anew; one END has them all', async () => {
  const stalling = await rawServer(stalls(event({ content: 'It might' })));
  const good = await rawServer(says('It will rain all day.'));
  const tools: Tool[] = [];
  const host = new ToolHost({ clock: systemClock('UTC') });
  const add = host.add.bind(host);
  host.add = (...more) => {
    tools.push(...more);
    return add(...more);
  };
  const release = await host.open(openai, {
    models: [modelAt(stalling.url, { idle_seconds: 0.3 }), modelAt(good.url, { name: 'second' })],
  });
  const house = await openHouse({ services: [...tools, aloud] });
  const heard: Progress[] = [];
  house.runtime.attach(OWNER, (progress) => heard.push(progress));
  const { reply: said, events } = await house.say('rain?');
  expect(said.text).toBe('It will rain all day.');
  const last = heard.at(-1)?.attempt ?? 0;
  expect(heard[0]).toMatchObject({ offset: 0, text: 'It might' });
  expect(heard[0]?.attempt).toBeLessThan(last);
  const fresh = heard.filter(({ attempt }) => attempt === last);
  expect(fresh[0]?.offset).toBe(0);
  expect(fresh.map(({ text }) => text).join('')).toBe(said.text);
  expect(events.filter(({ direction }) => direction === 'END').length).toBe(1);
  expect(
    events.find(({ direction, subject }) => direction === 'BACKWARD' && subject === 'need.llm.write'),
  ).toMatchObject({
    data: { model: 'second', usage: { output_tokens: expect.any(Number) } },
    taint: ['model:need.llm.write'],
  });
  await house.close();
  await release();
  await stalling.close();
  await good.close();
});
