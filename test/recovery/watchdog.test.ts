import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/interfaces/client/client.ts';
import { FaultyHouse } from './faulty_house.ts';

/** Three lives, on a machine that does other things as well. */
const PATIENCE = { timeout: 120_000 };

const houses: FaultyHouse[] = [];
afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));

function houseWith(settings: string): FaultyHouse {
  const house = new FaultyHouse(settings);
  houses.push(house);
  return house;
}

/** The status that a turn comes to, over any number of lives. */
async function statusOf(client: Client, thread: string): Promise<string> {
  for (;;) {
    const { events } = await client.thread(thread);
    const end = events.find(({ direction }) => direction === 'END');
    if (end) return JSON.stringify(end);
    await sleep(100);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('P10 watchdog: a service that turns in a circle', () => {
  test(
    'ends the process, which says where it was; its turn goes on in the next life. Twin: without, it hangs on',
    PATIENCE,
    async () => {
      const house = houseWith('watchdog_seconds = 5');
      const twin = houseWith('watchdog_seconds = 0');
      const [client, twinClient] = await Promise.all([house.start(), twin.start()]);
      const ended = house.daemon.exited();
      await twin.misbehave(twinClient, 'once');
      const accepted = await house.misbehave(client, 'once');
      expect(await ended).toBe(null);
      expect(house.daemon.log).toContain('the daemon hangs');
      expect(house.daemon.log).toMatch(/"where":\["turnInCircles at [^"]*services\/need\/bad\/tool\.mjs/);
      await sleep(1_000);
      expect(isAlive(twin.daemon.pid)).toBe(true);

      await house.daemon.start();
      const again = await house.daemon.connect({ name: 'house' });
      expect(await statusOf(again, accepted.thread)).toContain('dizzy');
      expect(house.daemon.log).toContain('the watchdog ended the life before this one');
    },
  );

  test(
    'whenever it is tried is tried twice; then its turn is ended and told, and the house is well',
    PATIENCE,
    async () => {
      const house = houseWith('watchdog_seconds = 5');
      const client = await house.start();
      let ended = house.daemon.exited();
      const accepted = await house.misbehave(client, 'always');
      await ended;
      await house.daemon.start();
      ended = house.daemon.exited();
      await ended;
      await house.daemon.start();
      const again = await house.daemon.connect({ name: 'house' });
      expect(await statusOf(again, accepted.thread)).toContain('Twice while this was under way I hung');
      expect(house.isStillBad('always')).toBe(true);
      expect(await house.daemon.ask(again, 'turn on the kitchen light')).toMatchObject({ status: 'complete' });
    },
  );
});

describe('P10 watchdog: a service that leaks', () => {
  test('ends the process before the machine has no memory left', PATIENCE, async () => {
    const house = houseWith('watchdog_seconds = 4\nmax_megabytes = 250');
    const client = await house.start();
    const ended = house.daemon.exited();
    await house.misbehave(client, 'leak');
    expect(await ended).toBe(null);
    expect(house.daemon.log).toContain('more memory than it may');
  });
});
