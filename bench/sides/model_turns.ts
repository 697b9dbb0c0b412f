import { openHouse } from '../house.ts';
import { ASKED, modelServices, questionOf } from '../model_turn.ts';
import { inFlight, measured, serveSide } from '../side.ts';

interface Options {
  readonly width: number;
  readonly turns: number;
}

/** FORWARD and BACKWARD of four calls, two of them the model's, the opening and the END. */
const EVENTS = 10;

/** The turn with a model in AgentOS, every step in the log. */
serveSide(async ({ width, turns }: Options) => {
  const house = await openHouse({ synchronous: 'NORMAL', services: modelServices() });
  return {
    async check() {
      const replies: string[] = [];
      for (const text of ASKED) replies.push((await house.say(text)).text);
      const [row] = await house.store.threads({ limit: 1 });
      if (row?.seq !== EVENTS) throw new Error(`${row?.seq} events in a turn, not ${EVENTS}: not every step is kept`);
      return replies;
    },
    round: () => measured(turns, () => inFlight(turns, width, (index) => house.say(questionOf(index)))),
    close: () => house.close(),
  };
});
