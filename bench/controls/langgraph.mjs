// LangGraph.js with its SQLite saver, in its best mode that still has every step on disk ('exit' has not): options say which.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { stateFolder } from '../places.ts';
import { inFlight, measured, serveSide } from '../side.ts';
import { answerOf, CHECKED, celsiusAt, placeIn, utteranceOf } from '../turn.ts';

serveSide(async ({ durability, width, turns }) => {
  const folder = stateFolder();
  const saver = SqliteSaver.fromConnString(join(folder, 'langgraph.db'));
  saver.setup();
  saver.db.pragma('synchronous = NORMAL');
  const State = Annotation.Root({
    text: Annotation(),
    place: Annotation(),
    celsius: Annotation(),
    reply: Annotation(),
  });
  const graph = new StateGraph(State)
    .addNode('router', ({ text, place, celsius }) =>
      celsius === undefined ? { place: placeIn(text) } : { reply: answerOf(place, celsius) },
    )
    .addNode('tool', async ({ place }) => ({ celsius: celsiusAt(place) }))
    .addEdge(START, 'router')
    .addConditionalEdges('router', ({ reply }) => (reply === undefined ? 'tool' : END))
    .addEdge('tool', 'router')
    .compile({ checkpointer: saver });
  let threads = 0;
  const say = async (text) => {
    threads += 1;
    const configurable = { thread_id: `thread-${threads}` };
    const { reply } = await graph.invoke({ text }, { configurable, durability });
    return reply;
  };
  return {
    async check() {
      const replies = [];
      for (const text of CHECKED) replies.push(await say(text));
      const steps = saver.db.prepare('SELECT count(*) AS n FROM checkpoints').get().n / replies.length;
      if (steps < 4) throw new Error(`only ${steps} checkpoints a turn: not every step is kept`);
      return replies;
    },
    round: () => measured(turns, () => inFlight(turns, width, (index) => say(utteranceOf(index)))),
    async close() {
      saver.db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
