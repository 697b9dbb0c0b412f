import { afterEach, expect, test } from 'vitest';
import { HistoryWalk, type Wanted } from '../../../../src/daemon/runtime/history/walk.ts';
import { openStore } from '../../../../src/daemon/store/open.ts';
import type { Ticket } from '../../../../src/daemon/store/store.ts';
import { backwardEvent, endEvent, forwardEvent, row, temporaryFolder } from '../../store/samples.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const THREADS = 10_000;
const MINUTE_MS = 60_000;
const attributes = { supported_color_modes: ['color_temp', 'hs'], padding: 'x'.repeat(300) };

/** How long questions about the past keep the store busy among 10,000 threads, in all and at a time. Printed, and bounded generously. */
test('questions about the past among 10,000 threads', { timeout: 120_000 }, async () => {
  const { folder, remove } = temporaryFolder();
  undo.push(remove);
  const store = await openStore({ folder, synchronous: 'NORMAL' });
  undo.push(() => store.close());
  const now = Date.now();
  let last: Ticket | undefined;
  for (let index = 0; index < THREADS; index += 1) {
    last = store.append(threadOf(index, now - (THREADS - index) * 5 * MINUTE_MS));
    if (index % 200 === 199) await last.durable;
  }
  await last?.durable;
  const until = now + MINUTE_MS;
  const day = { since: now - 21 * 1_440 * MINUTE_MS, until: now - 20 * 1_440 * MINUTE_MS };
  const questions: readonly (readonly [string, Wanted, number])[] = [
    ['the last act', { since: 0, until, acted: true }, 1],
    ['what was done on a day three weeks ago', { ...day, acted: true }, 50],
    ['asked about the heating on that day', { ...day, words: ['heat', 'thermostat', 'degrees'] }, 50],
    ['asked about the heating, ever', { since: 0, until, words: ['heat', 'thermostat', 'degrees'] }, 500],
    ['who turned on what nobody did', { since: 0, until, acted: true, mentions: ['light.cellar'] }, 1],
  ];
  for (const [name, wanted, limit] of questions) {
    const visits: number[] = [];
    const timed = {
      past: async (page: Parameters<typeof store.past>[0]) => {
        const started = performance.now();
        const answer = await store.past(page);
        visits.push(performance.now() - started);
        return answer;
      },
    };
    let found = 0;
    for await (const _turn of new HistoryWalk(timed, wanted).turns()) {
      found += 1;
      if (found === limit) break;
    }
    const total = visits.reduce((sum, ms) => sum + ms, 0);
    process.stdout.write(
      `${name}: ${found} turns, ${total.toFixed(1)} ms of the store in ${visits.length} visits, the longest ${Math.max(...visits).toFixed(1)} ms\n`,
    );
    expect(total).toBeLessThan(1_000);
  }
});

function threadOf(index: number, at: number) {
  const id = `thread-${index}`;
  const acts = index % 3 === 0;
  const text =
    index % 97 === 0 ? 'set the heating to 20 degrees' : acts ? 'turn on the kitchen light' : 'what time is it';
  const opened = { client: 'cli', interface: 'cli', channel: 'owner' as const, canConfirm: true };
  const turns = [1, 2].flatMap((turn) => {
    const base = (turn - 1) * 12;
    const plain = (seq: number, key: string) => [
      forwardEvent(id, base + seq, { at, turn, key: `${turn}.${key}`, data: { text, attributes } }),
      backwardEvent(id, base + seq + 1, { at, turn, key: `${turn}.${key}`, taint: [], data: { text, attributes } }),
    ];
    const result = { entity: 'light.kitchen', ok: true, state: 'on', attributes, before: { state: 'off', attributes } };
    const set = { at, turn, key: `${turn}.3`, subject: 'need.device.set' };
    return [
      forwardEvent(id, base + 1, { at, turn, key: `${turn}`, opened, data: { text } }),
      ...['0', '0.0', '0.1', '1'].flatMap((key, place) => plain(2 + place * 2, key)),
      ...(acts
        ? [
            forwardEvent(id, base + 10, { ...set, effect: 'keyed', data: { entities: ['light.kitchen'] } }),
            backwardEvent(id, base + 11, { ...set, taint: [], data: { results: [result] } }),
          ]
        : []),
      endEvent(id, base + 12, {
        at,
        turn,
        key: `${turn}`,
        data: { text: acts ? 'Turned on the kitchen light.' : 'It is noon.' },
      }),
    ];
  });
  return { open: [row(id, { status: 'complete', turn: 2, seq: 24, createdAt: at, updatedAt: at })], events: turns };
}
