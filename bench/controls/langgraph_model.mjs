// The turn with a model by LangGraph.js: its tool node, its messages, its SQLite saver. The model is a plain function in a node, which
// is less than a chat model of theirs would cost.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { z } from 'zod';
import { ASKED, celsiusOf, lampsOf, PROMPT, questionOf, roomIn, told } from '../model_turn.ts';
import { stateFolder } from '../places.ts';
import { inFlight, measured, serveSide } from '../side.ts';

serveSide(async ({ durability, width, turns }) => {
  const folder = stateFolder();
  const saver = SqliteSaver.fromConnString(join(folder, 'langgraph.db'));
  saver.setup();
  saver.db.pragma('synchronous = NORMAL');
  const schema = z.object({ room: z.string() });
  const tools = [
    tool(async ({ room }) => JSON.stringify({ celsius: celsiusOf(room) }), {
      name: 'warm',
      description: 'How warm a room is.',
      schema,
    }),
    tool(async ({ room }) => JSON.stringify({ lamps: lampsOf(room) }), {
      name: 'lamps',
      description: 'How many lamps a room has.',
      schema,
    }),
  ];
  const model = async ({ messages }) => {
    const room = roomIn(messages.findLast((one) => one.getType() === 'human').content);
    const found = messages.filter((one) => one.getType() === 'tool').map(({ content }) => JSON.parse(content));
    if (found.length === 0) {
      const calls = [
        { id: 'a', name: 'warm', args: { room }, type: 'tool_call' },
        { id: 'b', name: 'lamps', args: { room }, type: 'tool_call' },
      ];
      return { messages: [new AIMessage({ content: '', tool_calls: calls })] };
    }
    return { messages: [new AIMessage(told(room, found[0].celsius, found[1].lamps))] };
  };
  const graph = new StateGraph(MessagesAnnotation)
    .addNode('model', model)
    .addNode('tools', new ToolNode(tools))
    .addEdge(START, 'model')
    .addConditionalEdges('model', ({ messages }) => (messages.at(-1).tool_calls?.length > 0 ? 'tools' : END))
    .addEdge('tools', 'model')
    .compile({ checkpointer: saver });
  let threads = 0;
  const say = async (text) => {
    threads += 1;
    const configurable = { thread_id: `thread-${threads}` };
    const given = { messages: [new SystemMessage(PROMPT), new HumanMessage(text)] };
    const { messages } = await graph.invoke(given, { configurable, durability });
    return messages.at(-1).content;
  };
  return {
    async check() {
      const replies = [];
      for (const text of ASKED) replies.push(await say(text));
      const steps = saver.db.prepare('SELECT count(*) AS n FROM checkpoints').get().n / replies.length;
      if (steps < 4) throw new Error(`only ${steps} checkpoints a turn: not every step is kept`);
      return replies;
    },
    round: () => measured(turns, () => inFlight(turns, width, (index) => say(questionOf(index)))),
    async close() {
      saver.db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
