import { rmSync } from 'node:fs';
import { uuidv7 } from 'uuidv7';
import type { ThreadEvent } from '../../src/daemon/model/event.ts';
import type { Unit } from '../../src/daemon/store/store.ts';
import { showAppends } from '../appends.ts';
import { type House, openHouse } from '../house.ts';
import { stateFolder } from '../places.ts';
import { inFlight, measured, serveSide } from '../side.ts';
import { CHECKED, turnServices, utteranceOf } from '../turn.ts';

interface Options {
  /** Threads that are stored already, each with a turn. */
  readonly threads: number;
}

const TURNS = 400;
const OPENINGS = 8;

/** A store with a past. */
serveSide(async ({ threads }: Options) => {
  const folder = stateFolder();
  await fill(folder, threads);
  let house = await open(folder);
  return {
    async check() {
      const replies: string[] = [];
      for (const text of CHECKED) replies.push((await house.say(text)).text);
      return replies;
    },
    /** Start-up is what the daemon does before it serves: opening the store and looking for open turns. */
    async round() {
      await house.close();
      const start = await measured(OPENINGS, async () => {
        for (let opening = 0; opening < OPENINGS; opening += 1) {
          const opened = await open(folder);
          await opened.runtime.resume(await opened.runtime.interrupted());
          await opened.close();
        }
      });
      house = await open(folder);
      for (const text of CHECKED) await house.say(text);
      const figures = await measured(TURNS, async () => {
        for (let turn = 0; turn < TURNS; turn += 1) await house.say(utteranceOf(turn));
      });
      return { ...figures, startCpu: start['cpuPer'] ?? 0 };
    },
    async close() {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

function open(folder: string): Promise<House> {
  return openHouse({ folder, synchronous: 'NORMAL', services: turnServices('read') });
}

/** Says one thing, then stores copies of what came of it under ids of their own. */
async function fill(folder: string, threads: number): Promise<void> {
  if (threads === 0) return;
  const units: Unit[] = [];
  const services = turnServices('read');
  const seen = (store: House['store']) => showAppends(store, (unit) => units.push(unit));
  const house = await openHouse({ folder, synchronous: 'NORMAL', services, seen });
  await house.say(utteranceOf(0));
  const told = units.slice();
  await inFlight(threads - 1, 256, async () => {
    const id = uuidv7();
    for (const unit of told) await house.store.append(renamed(unit, id)).applied;
  });
  await house.close();
}

function renamed(unit: Unit, id: string): Unit {
  const { open, events, rows, request, mail } = unit;
  return {
    ...(open ? { open: open.map((row) => ({ ...row, id })) } : {}),
    events: events.map((event): ThreadEvent => ({ ...event, thread: id })),
    ...(rows ? { rows: rows.map((row) => ({ ...row, id })) } : {}),
    ...(request ? { request: { ...request, requestId: id, thread: id } } : {}),
    ...(mail ? { mail: mail.map((one) => ({ ...one, thread: id })) } : {}),
  };
}
