import { expect, test } from 'vitest';
import { systemClock } from '../../../../src/daemon/doors/clock.ts';
import { ToolHost } from '../../../../src/daemon/runtime/tools/tool_host.ts';

const nothing = (): never => {
  throw new Error('nothing is read here');
};
const reader = { record: nothing, records: nothing, searchRecords: nothing };
const doors = {
  http: { getJson: nothing, getText: nothing, postText: nothing },
  files: { readText: nothing, readBytes: nothing, list: nothing },
  clock: systemClock('UTC'),
  secret: nothing,
  emit: nothing,
  log: () => nothing,
};

test('P11 runs that queue for the records of a namespace are bounded; more are told to try again, others go on', async () => {
  const host = new ToolHost(reader, { mark: 0 }, doors, { queuedRuns: 3 });
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const ran: number[] = [];
  const run = (n: number) => async (): Promise<number> => {
    await held;
    return ran.push(n);
  };
  const queued = [1, 2, 3].map((n) => host.inTurn('need.lists', run(n)));
  await expect(host.inTurn('need.lists', run(4))).rejects.toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    retryable: true,
    message: expect.stringContaining('need.lists has 3 runs'),
  });
  expect(await host.inTurn('need.memory', async () => 'goes on')).toBe('goes on');
  goOn();
  await Promise.all(queued);
  expect(ran).toEqual([1, 2, 3]);
  await host.inTurn('need.lists', run(5));
  expect(ran).toEqual([1, 2, 3, 5]);
});
