import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Commits, showAppends } from '../appends.ts';
import { openHouse } from '../house.ts';
import { inFlight, measured, serveSide } from '../side.ts';
import { CHECKED, turnServices, utteranceOf } from '../turn.ts';

interface Options {
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly effect?: 'read' | 'keyed';
  /** Turns at once, and turns in a round. */
  readonly width: number;
  readonly turns: number;
}

/** The compared turn in AgentOS, each in a thread of its own. */
serveSide(async ({ synchronous, effect, width, turns }: Options) => {
  const commits = new Commits();
  const house = await openHouse({
    synchronous,
    services: turnServices(effect),
    seen: (store) => showAppends(store, (_unit, ticket) => commits.watch(ticket)),
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  return {
    async check() {
      const replies: string[] = [];
      for (const text of CHECKED) replies.push((await house.say(text)).text);
      const [row] = await house.store.threads({ limit: 1 });
      if (row?.seq !== 4) throw new Error(`${row?.seq} events in a turn, not 4: not every step is kept`);
      return replies;
    },
    async round() {
      commits.count = 0;
      delay.reset();
      delay.enable();
      const figures = await measured(turns, () => inFlight(turns, width, (index) => house.say(utteranceOf(index))));
      delay.disable();
      const stalled = { stallMs: delay.percentile(99) / 1e6, worstMs: delay.max / 1e6 };
      return { ...figures, ...stalled, eventsPerCommit: (turns * 4) / commits.count };
    },
    close: () => house.close(),
  };
});
