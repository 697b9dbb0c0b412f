import { afterEach, expect, test } from 'vitest';
import type { Condition } from '../../../src/daemon/model/condition.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { VitalSigns } from '../../../src/daemon/observe/vital_signs.ts';

const releases: (() => void)[] = [];
afterEach(() => {
  for (const release of releases.splice(0)) release();
});

/** Signs of a daemon whose disk answers as `disk` says. What is told can be waited for. */
function signsWith(hindrance: () => Fault | undefined = () => undefined) {
  const disk = { waitingMs: 0 };
  const told: string[] = [];
  let heard = (): void => undefined;
  const tell = (line: string): void => {
    told.push(line);
    heard();
  };
  const signs = new VitalSigns({
    watchdog: { beat: () => undefined, stuckAfterMs: 200 },
    waitingMs: () => disk.waitingMs,
    hindrance,
    supervisor: {
      everyMs: 20,
      ready: (status) => tell(`ready ${status}`),
      status: (text) => tell(`status ${text}`),
      alive: () => tell('alive'),
      stopping: async () => undefined,
    },
    changed: (condition: Condition) => tell(condition),
    log: () => undefined,
  });
  releases.push(() => signs.release());
  const until = async (line: string, from = 0): Promise<void> => {
    while (!told.slice(from).some((each) => each.startsWith(line)))
      await new Promise<void>((resolve) => (heard = resolve));
  };
  return { disk, signs, told, until };
}

test('nothing is told before the daemon serves; then that it is ready, and that it lives', async () => {
  const { signs, told, until } = signsWith();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told).toEqual([]);
  signs.serve();
  await until('alive');
  expect(told[0]).toBe('ready Ready.');
  expect(told).not.toContain('serving');
});

test('a disk that does not answer is down, and no longer told alive, until it answers again', async () => {
  const { disk, signs, told, until } = signsWith();
  signs.serve();
  disk.waitingMs = 400;
  await until('down');
  expect(told.at(-1)).toMatch(/^status The disk does not answer/);
  const from = told.length;
  expect(signs.facts()).toMatchObject({ hindrance: expect.stringContaining('disk does not answer') });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(told.slice(from)).toEqual([]);
  disk.waitingMs = 0;
  await until('serving', from);
  await until('alive', from);
  expect(signs.facts()).not.toHaveProperty('hindrance');
});

test('a full disk keeps new turns out and is alive all the same; a store that has failed is not', async () => {
  let full: Fault | undefined = new Fault('RESOURCE_EXHAUSTED', 'The disk is full.');
  const { signs, told, until } = signsWith(() => full);
  signs.serve();
  expect(told).toEqual(['ready The disk is full.', 'reading', 'status The disk is full.']);
  await until('alive', told.length);
  full = undefined;
  await until('serving');
  signs.fail(new Fault('UNAVAILABLE', 'It has failed.'));
  expect(told.at(-2)).toBe('down');
  const from = told.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told.slice(from)).toEqual([]);
});
