import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadEvent } from '../../src/daemon/model/event.ts';
import { Replays, type ThreadReplay } from '../../src/daemon/runtime/replay/replays.ts';
import { type ShippedHouse, shippedHouse } from '../shipped_house.ts';
import { type Golden, readGoldens, storeOf } from './golden.ts';

const GOLDENS = readGoldens();
const signal = new AbortController().signal;

let house: ShippedHouse;
beforeAll(async () => {
  house = await shippedHouse({ root: join(import.meta.dirname, '../..') });
});
afterAll(() => house?.close());

function replay({ row, events }: Pick<Golden, 'row' | 'events'>): Promise<ThreadReplay> {
  const options = { registry: house.catalog, busy: () => false, monotonic: () => 0 };
  return new Replays({ store: storeOf({ row, events }), ...options }).one(row.id, signal);
}

describe('P20 golden trajectories: recorded with scripts/record_golden.ts, replayed on the services of today', () => {
  test('there are recordings of what a house lives through', () => {
    const names = GOLDENS.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'light',
        'one_of_two_fails',
        'research',
        'restart_in_the_middle',
        'stopped',
        'undo',
        'weather',
      ]),
    );
    expect(names.length).toBeGreaterThanOrEqual(14);
    for (const { events } of GOLDENS) expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });

  test.each(GOLDENS)('$name replays byte for byte', async (golden) => {
    const { differences, events } = await replay(golden);
    expect(differences).toEqual([]);
    expect(events).toBe(golden.events.length);
  });

  test('they go through the store of today as they are, and are replayed from there', async () => {
    for (const { row, events } of GOLDENS) await house.store.append({ open: [row], events }).durable;
    for (const { row, events } of GOLDENS) {
      expect(await house.store.events(row.id)).toEqual(events);
      expect((await house.past.replay(row.id, signal)).differences).toEqual([]);
    }
  });

  test.each(GOLDENS)(
    'the twin: $name with any one event changed is told at that event',
    async ({ name, row, events }) => {
      for (const changed of events) {
        const bent = bend(changed);
        if (!bent) continue;
        const { differences } = await replay({
          row,
          events: events.map((event) => (event === changed ? bent : event)),
        });
        expect(differences[0]?.seq, `${name} ${changed.seq} ${changed.direction} ${changed.subject}`).toBe(changed.seq);
      }
    },
  );
});

/** An event with something else in it that a replay has to come to by itself; undefined for what the world gave. */
function bend(event: ThreadEvent): ThreadEvent | undefined {
  if (event.direction === 'END') return event.stopped ? undefined : { ...event, data: { text: 'something else' } };
  if (event.direction === 'FORWARD') return event.opened ? undefined : { ...event, taint: ['need.elsewhere'] };
  // What a tool answered is given; where it says that it came from is not.
  return { ...event, from: 'elsewhere' };
}
