import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { pinFileAt } from '../../../src/daemon/doors/pin_file.ts';
import { Audit } from '../../../src/daemon/runtime/gate/audit.ts';
import { Pins } from '../../../src/daemon/runtime/gate/pins.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { type Client, connect } from '../../../src/interfaces/client/client.ts';
import { withHouse } from './scripted.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** A client of a socket of a role, on a server with a record of three entries and no PIN. */
async function attached(
  role: 'owner' | 'voice' | 'watch',
  work: (client: Client, pins: Pins) => Promise<void>,
): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'agentos-gate-'));
  undo.push(() => rmSync(state, { recursive: true, force: true }));
  const store = await openStore({ folder: state, synchronous: 'NORMAL' });
  undo.push(() => store.close());
  for (let at = 1; at <= 3; at += 1) {
    const place = { at, thread: 't', turn: 1, key: '1.0', subject: 'need.door' };
    const decided = { risk: 'danger', verdict: 'refused', row: 'voice', why: 'No.' } as const;
    const entry = {
      ...place,
      ...decided,
      client: 'voice:kitchen',
      channel: 'voice',
      labels: ['need.page'],
      call: 'c0ffee',
    };
    await store.append({ events: [], audit: [entry] }).durable;
  }
  const pins = new Pins(pinFileAt(join(state, 'pin.json')), Date.now);
  await withHouse(async ({ folder, start, defer }) => {
    const path = join(folder, 'run', `${role}.sock`);
    await start({ gate: { audit: new Audit(store), pins } }, [{ path, role }]);
    const client = await connect({ socket: path, name: 'test', kind: 'cli' });
    defer(() => client.close());
    await work(client, pins);
  });
}

async function entriesOf(client: Client, filter?: { readonly last: number }): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { seq } of client.audit(filter)) seqs.push(seq);
  return seqs;
}

test.each(['voice', 'watch'] as const)('a socket of role %s neither reads the record nor sets the PIN', (role) =>
  attached(role, async (client, pins) => {
    const calls = [entriesOf(client), client.verifyAudit(), client.setPin('4711'), client.removePin()];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(pins.state).toBe('none');
  }),
);

test('S15 the owner reads the record, all of it or the last of it, and has it verified', () =>
  attached('owner', async (client) => {
    expect(await entriesOf(client)).toEqual([1, 2, 3]);
    expect(await entriesOf(client, { last: 2 })).toEqual([2, 3]);
    for await (const entry of client.audit({ last: 1 }))
      expect(entry).toMatchObject({
        seq: 3,
        at: 3,
        verdict: 'refused',
        row: 'voice',
        labels: ['need.page'],
        why: 'No.',
      });
    expect(await client.verifyAudit()).toEqual({ entries: 3, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  }));

test('the owner sets a PIN and takes it away', () =>
  attached('owner', async (client, pins) => {
    await expect(client.setPin('12')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await client.setPin('4711');
    expect(await pins.verify('4711')).toBe('right');
    expect(await client.removePin()).toBe(true);
    expect(await client.removePin()).toBe(false);
    expect(pins.state).toBe('none');
  }));
