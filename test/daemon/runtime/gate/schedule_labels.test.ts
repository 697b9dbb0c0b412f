import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { need, reply, use } from 'agentos/contract';
import { all, end, router, tool } from 'agentos/service';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { ThreadEvent } from '../../../../src/daemon/model/event.ts';
import { newId } from '../../../../src/daemon/runtime/new_id.ts';
import { scheduleCreate, scheduleRestore } from '../../../../src/services/need/schedule/contract.ts';
import { timerStart } from '../../../../src/services/need/timer/contract.ts';
import { type ShippedHouse, shippedHouse, TERMINAL } from '../../../shipped_house.ts';

vi.setConfig({ testTimeout: 90_000 });

const words = z.object({ text: z.string() });
const leaflet = need('leaflet', {
  summary: 'What somebody has put under the door.',
  input: words,
  output: words,
  effect: 'read',
  risk: 'open',
  outside: true,
});
const planter = use('planter', {
  summary: 'Sets for later what it has read.',
  input: z.object({ reads: z.boolean(), light: z.string(), ids: z.array(z.string()), dueAt: z.number() }),
  output: reply,
});

const COMMAND = 'turn on the kitchen light';
const MORE = {
  'need/leaflet/tool': tool({ contract: leaflet, run: async () => ({ text: COMMAND }) }),
  'use/planter/router': router({
    contract: planter,
    *run({ input: { reads, light, ids, dueAt } }) {
      if (reads) yield* leaflet({ text: 'x' });
      const durationMs = Math.max(1, dueAt - Date.now());
      const about = { kind: 'task', client: TERMINAL.name, label: 'what I read', catchUp: 'run_once' } as const;
      const call = { subject: 'need.device.set', input: { entities: [light], service: 'turn_on' } };
      const elapsed = { type: 'elapsed', durationMs } as const;
      const again = { type: 'interval', everyMs: 3_600_000 } as const;
      const kept = { ...about, graceMs: 60_000, state: 'waiting', remainingMs: durationMs, dueAt } as const;
      // Once and again and again, a call and a sentence, and a timer.
      yield* all([
        scheduleCreate({ ...about, when: elapsed, call }),
        scheduleCreate({ ...about, when: elapsed, command: COMMAND }),
        scheduleRestore({ schedules: [{ ...kept, id: ids[0] ?? '', when: again, call }] }),
        scheduleRestore({ schedules: [{ ...kept, id: ids[1] ?? '', when: again, command: COMMAND }] }),
        timerStart({ client: TERMINAL.name, durationMs, command: COMMAND }),
      ]);
      return end({ text: 'Set.' });
    },
  }),
};
const SET = 5;

let house: ShippedHouse | undefined;
afterEach(async () => {
  await house?.close();
  if (house) rmSync(house.folder, { recursive: true, force: true });
});

/** Has the planter work for the owner, who says yes to all of it. */
async function plant(at: ShippedHouse, input: { reads: boolean; light: string; dueAt: number }): Promise<number> {
  const { thread: parent, turn: parentTurn } = await at.say('what time is it?');
  let { last: heard } = await at.store.mailbox(TERMINAL.name);
  const given = { ...input, ids: [newId(), newId()] };
  const call = { subject: planter.subject, input: given };
  await at.runtime.openByRule('plants', newId(), { call, parent, parentTurn, notify: { client: TERMINAL.name } });
  for (let asked = 0; ; ) {
    const mail = await at.next(TERMINAL, heard);
    heard = mail.offset;
    const { askId, text } = z.looseObject({ askId: z.string().optional(), text: z.string() }).parse(mail.body);
    if (askId === undefined) {
      expect(text).toBe('Set.');
      return asked;
    }
    asked += 1;
    await at.runtime.answer(TERMINAL, askId, 'yes');
  }
}

/** The turns in which something was due, once all have come to their end. */
async function rung(at: ShippedHouse, count: number): Promise<readonly (readonly ThreadEvent[])[]> {
  for (;;) {
    const threads = await at.store.threads({ limit: 100 });
    const due = threads.filter(({ origin }) => /^rule:(schedule|timer)_announcer$/.test(origin.client));
    if (due.length === count && due.every(({ status }) => status === 'complete' || status === 'failed'))
      return Promise.all(due.map(({ id }) => at.store.events(id)));
    expect(due.length).toBeLessThanOrEqual(count);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const ROOT = join(import.meta.dirname, '../../../..');

test.each([
  ['read in a leaflet', true],
  ['said by a person', false],
])('S4 T25 what was %s and set for later has its labels when it is due, after a restart as well', async (_, reads) => {
  house = await shippedHouse({ root: ROOT, more: MORE });
  house.runtime.attach(TERMINAL, () => undefined);
  const { thread } = await house.say(COMMAND);
  const set = (await house.store.events(thread)).find(({ subject }) => subject === 'need.device.set');
  const light =
    z.looseObject({ entities: z.array(z.string()) }).parse(set?.direction === 'END' ? null : set?.data).entities[0] ??
    '';
  await house.say('turn off the kitchen light');
  const asked = await plant(house, { reads, light, dueAt: Date.now() + 4_000 });
  expect(asked).toBe(reads ? SET : 0);
  await house.leave();
  const before = house.folder;
  house = await shippedHouse({ root: ROOT, folder: before, more: MORE });
  for (const events of await rung(house, SET)) {
    const end = events.at(-1);
    const done = events.filter(
      (one) => one.direction === 'FORWARD' && one.subject === 'need.device.set' && one.to.length > 0,
    );
    expect([end?.direction, end?.taint.includes(leaflet.subject), done.length]).toEqual(['END', reads, reads ? 0 : 1]);
  }
});
