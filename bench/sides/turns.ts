import { openHouse } from '../house.ts';
import { inFlight, measured, serveSide } from '../side.ts';
import { CHECKED, turnServices, utteranceOf } from '../turn.ts';

interface Options {
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly effect?: 'read' | 'keyed';
  readonly thread?: 'worker' | 'main';
  /** Turns at once, and turns in a round. */
  readonly width: number;
  readonly turns: number;
}

/** The compared turn in AgentOS, each in a thread of its own. */
serveSide(async ({ synchronous, effect, thread, width, turns }: Options) => {
  const house = await openHouse({ synchronous, services: turnServices(effect), ...(thread ? { thread } : {}) });
  return {
    async check() {
      const replies: string[] = [];
      for (const text of CHECKED) replies.push((await house.say(text)).text);
      const [row] = await house.store.threads({ limit: 1 });
      if (row?.seq !== 4) throw new Error(`${row?.seq} events in a turn, not 4: not every step is kept`);
      return replies;
    },
    round: () => measured(turns, () => inFlight(turns, width, (index) => house.say(utteranceOf(index)))),
    close: () => house.close(),
  };
});
