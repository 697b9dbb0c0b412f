import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openHouse } from '../house.ts';
import { stateFolder } from '../places.ts';
import { inFlight, measured, serveSide } from '../side.ts';
import { CHECKED, turnServices, utteranceOf } from '../turn.ts';

interface Options {
  /** Turns that a thread has before the measured ones, and how many threads: both sides are given as many turns in all. */
  readonly turnsBefore: number;
  readonly threads: number;
}

/** Turns of a round, each with its thread; no thread is given more than a tenth of its turns in all rounds, or one. */
const TURNS = 400;

/** Threads with a past, which go on. */
serveSide(async ({ turnsBefore, threads }: Options) => {
  const folder = stateFolder();
  const first = await openHouse({ folder, synchronous: 'NORMAL', services: turnServices('read') });
  const ids: string[] = [];
  await inFlight(threads, 32, async (index) => {
    const { thread } = await first.say(utteranceOf(index));
    ids[index] = thread;
    for (let turn = 1; turn < turnsBefore; turn += 1) await first.say(utteranceOf(turn), thread);
  });
  // Closed, everything is in the one file.
  await first.close();
  const bytesPer = statSync(join(folder, 'agentos.db')).size / (turnsBefore * threads);
  const house = await openHouse({ folder, synchronous: 'NORMAL', services: turnServices('read') });
  let said = 0;
  const next = (): string | undefined => ids[said++ % ids.length];
  return {
    async check() {
      const replies: string[] = [];
      for (const text of CHECKED) replies.push((await house.say(text, next())).text);
      return replies;
    },
    async round() {
      const figures = await measured(TURNS, async () => {
        for (let turn = 0; turn < TURNS; turn += 1) await house.say(utteranceOf(turn), next());
      });
      return { ...figures, bytesPer };
    },
    async close() {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
