import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoreUpkeep } from '../../../src/daemon/grpc/admin.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { type Client, connect } from '../../../src/interfaces/client/client.ts';
import { withHouse } from './scripted.ts';

const made = { path: '/b/x.db', bytes: 1, threads: 2, format: 4, identity: 'i' };
const upkeep: StoreUpkeep = {
  async backup(_file, progress) {
    for (const done of [1, 2, 3]) {
      progress(done, 3);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return made;
  },
  forget: async (threads) => threads,
  kept: () => ['/b/x.db'],
  async *export() {
    yield { type: 'thread', id: 'a' };
    yield { type: 'event', data: `ü${'x'.repeat(2_500_000)}` };
  },
};

/** A client of a socket of a role, on a server with this upkeep. */
async function attached(
  role: 'owner' | 'voice' | 'watch',
  given: StoreUpkeep,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  await withHouse(async ({ folder, start, defer }) => {
    const path = join(folder, 'run', `${role}.sock`);
    await start({ upkeep: given }, [{ path, role }]);
    const client = await connect({ socket: path, name: 'test', kind: 'cli' });
    defer(() => client.close());
    await use(client);
  });
}

async function piecesOf(client: Client): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of client.exportThreads()) pieces.push(piece);
  return pieces;
}

const calls = [
  ['make a backup', (client: Client): Promise<unknown> => client.backup()],
  ['delete threads', (client: Client): Promise<unknown> => client.deleteThreads(['a'])],
  ['export threads', piecesOf],
] as const;

describe.each(['voice', 'watch'] as const)('a socket of role %s', (role) => {
  test.each(calls)('may not %s', (_what, call) =>
    attached(role, upkeep, async (client) => {
      await expect(call(client)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    }),
  );
});

test('a backup tells how far it is, and last what was made', () =>
  attached('owner', upkeep, async (client) => {
    const shares: number[] = [];
    const { path: file, ...rest } = made;
    expect(await client.backup(undefined, (done, total) => shares.push(done / total))).toEqual({ file, ...rest });
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort());
  }));

test('a backup that fails ends with the fault', () => {
  const failing = { ...upkeep, backup: () => Promise.reject(new Fault('RESOURCE_EXHAUSTED', 'there is no room')) };
  return attached('owner', failing, async (client) => {
    await expect(client.backup()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', message: 'there is no room' });
  });
});

test('an export of events larger than what may wait for a reader arrives whole, in pieces', () =>
  attached('owner', upkeep, async (client) => {
    const pieces = await piecesOf(client);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(32 * 1024);
    const lines = Buffer.concat(pieces).toString().trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { type: 'thread', id: 'a' },
      { type: 'event', data: `ü${'x'.repeat(2_500_000)}` },
    ]);
  }));

test('a deletion says which backups still have it', () =>
  attached('owner', upkeep, async (client) => {
    expect(await client.deleteThreads(['a'])).toEqual({ threads: ['a'], backups: ['/b/x.db'] });
    await expect(client.deleteThreads([])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  }));
