import { afterAll, expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import { FaultyHouse } from './faulty_house.ts';

const HANGS = 30;
const TURNS_EACH = 5;

let house: FaultyHouse | undefined;
afterAll(() => house?.stop());

test(`P10 watchdog: ${HANGS} hangs, each ended and gone on from; nothing acknowledged is lost, no turn is left open`, async () => {
  house = new FaultyHouse('watchdog_seconds = 5');
  const { daemon } = house;
  let client = await house.start();
  const acknowledged: string[] = [];
  for (let n = 0; n < HANGS; n += 1) {
    for (let turn = 0; turn < TURNS_EACH; turn += 1) {
      const { thread } = await client.utter({ text: `add apple ${n * TURNS_EACH + turn} to the shopping list` })
        .accepted;
      acknowledged.push(thread);
    }
    const ended = daemon.exited();
    acknowledged.push((await house.misbehave(client, 'once')).thread);
    await ended;
    await client.close();
    await daemon.start();
    client = await daemon.connect({ name: 'house' });
  }
  let lost = 0;
  let stuck = 0;
  for (const id of acknowledged) {
    const thread = await ended(id);
    if (thread === undefined) lost += 1;
    else if (!thread) stuck += 1;
  }
  tellFigure({ count: HANGS, of: 'hangs', lost, stuck });
  expect({ lost, stuck }).toEqual({ lost: 0, stuck: 0 });

  /** Whether its turn has an END; undefined where there is no such thread. */
  async function ended(id: string): Promise<boolean | undefined> {
    for (let looks = 0; ; looks += 1) {
      const found = await client.thread(id).catch(() => undefined);
      if (found === undefined) return undefined;
      const isOver = found.events.some(({ direction }) => direction === 'END');
      if (isOver || looks === 100) return isOver;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});
