import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accepted } from '../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../daemon_process.ts';

// Kills the daemon with -9 again and again, with turns and timers in flight, and checks afterwards what it had acknowledged.
// The ledger of what was acknowledged is kept here, outside of the daemon.

const KILLS = Number(process.env.AGENTOS_TEST_KILLS ?? 50);
const COMMANDS = [
  'turn on the kitchen light',
  'turn off the kitchen light',
  'add milk to the shopping list',
  'what time is it',
  'start a timer for 1 second',
];

let daemon: DaemonProcess;
beforeAll(async () => {
  daemon = await DaemonProcess.start();
});
afterAll(() => daemon.stop());

test(`${KILLS} kills: nothing acknowledged is lost, no turn is stuck, no timer rings twice`, {
  timeout: 300_000,
}, async () => {
  const accepted: Accepted[] = [];
  const rang: string[] = [];
  let said = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const client = await daemon.connect({ name: 'ledger' });
    const listening = (async () => {
      for await (const notice of client.notices()) if (notice.kind === 'notice') rang.push(notice.thread);
    })();
    const turns = Array.from({ length: 8 }, () => {
      said += 1;
      return client.utter({ text: COMMANDS[said % COMMANDS.length] ?? '' });
    });
    // The place of the kill moves from "the first is accepted" to "most have ended".
    let left = 1 + (kill % turns.length);
    await new Promise<void>((resolve) => {
      for (const turn of turns) {
        turn.accepted.then(
          (one) => {
            accepted.push(one);
            left -= 1;
            if (left === 0) resolve();
          },
          () => undefined,
        );
      }
    });
    await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 30));
    await daemon.kill9();
    await client.close();
    await listening;
    await daemon.start();
  }

  const client = await daemon.connect({ name: 'ledger' });
  for (let waited = 0; (await client.threads({ open: true })).length > 0; waited += 1) {
    expect(waited, 'turns are still open').toBeLessThan(300);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(accepted.length).toBeGreaterThan(KILLS);
  for (const { thread, turn } of accepted) {
    const { events } = await client.thread(thread);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const ends = events.filter((event) => event.direction === 'END' && event.turn === turn);
    expect(ends).toHaveLength(1);
    expect(ends[0]?.error).toBeUndefined();
    // Each FORWARD to a provider has one answer of each, no more.
    for (const forward of events.filter((event) => event.direction === 'FORWARD' && event.key !== String(turn))) {
      const answers = events.filter((event) => event.direction === 'BACKWARD' && event.key === forward.key);
      expect(answers.length).toBeLessThanOrEqual(Math.max(1, forward.to.length));
    }
  }

  // Every timer that was set rang, once: no rule opened two threads for one occurrence.
  const threads = await client.threads({ limit: 10_000 });
  const rings = threads.filter(({ origin }) => origin.interface === 'signal');
  const due = new Set<string>();
  for (const { id } of rings) {
    const { events } = await client.thread(id);
    const data = JSON.stringify(events[0]?.data);
    expect(due.has(data), `${data} rang twice`).toBe(false);
    due.add(data);
  }
  expect(new Set(rang).size).toBe(rang.length);
});
