// The turn with a model by the OpenAI Agents SDK, in memory and without its tracing: it keeps nothing, which is in its favour.
import { Agent, Runner, setTracingDisabled, tool, Usage } from '@openai/agents';
import { z } from 'zod';
import { ASKED, celsiusOf, lampsOf, PROMPT, questionOf, roomIn, told } from '../model_turn.ts';
import { inFlight, measured, serveSide } from '../side.ts';

const textOf = (content) => (typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join(''));

const model = {
  async getResponse({ input }) {
    const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
    const room = roomIn(textOf(items.find(({ role }) => role === 'user').content));
    const found = items
      .filter(({ type }) => type === 'function_call_result')
      .map(({ output }) => JSON.parse(typeof output === 'string' ? output : output.text));
    const usage = new Usage();
    if (found.length === 0) {
      const call = (callId, name) => ({
        ...{ type: 'function_call', callId, name, status: 'completed' },
        arguments: JSON.stringify({ room }),
      });
      return { usage, output: [call('a', 'warm'), call('b', 'lamps')] };
    }
    const content = [{ type: 'output_text', text: told(room, found[0].celsius, found[1].lamps) }];
    return { usage, output: [{ type: 'message', role: 'assistant', status: 'completed', content }] };
  },
  getStreamedResponse() {
    throw new Error('nothing is streamed here');
  },
};

serveSide(async ({ width, turns }) => {
  setTracingDisabled(true);
  const parameters = z.object({ room: z.string() });
  const agent = new Agent({
    name: 'rooms',
    instructions: PROMPT,
    model,
    tools: [
      tool({
        name: 'warm',
        description: 'How warm a room is.',
        parameters,
        execute: async ({ room }) => JSON.stringify({ celsius: celsiusOf(room) }),
      }),
      tool({
        name: 'lamps',
        description: 'How many lamps a room has.',
        parameters,
        execute: async ({ room }) => JSON.stringify({ lamps: lampsOf(room) }),
      }),
    ],
  });
  const runner = new Runner({ tracingDisabled: true });
  const say = async (text) => (await runner.run(agent, text)).finalOutput;
  return {
    async check() {
      const replies = [];
      for (const text of ASKED) replies.push(await say(text));
      return replies;
    },
    round: () => measured(turns, () => inFlight(turns, width, (index) => say(questionOf(index)))),
    async close() {},
  };
});
