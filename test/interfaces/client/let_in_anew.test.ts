import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Client, connect } from '../../../src/interfaces/client/client.ts';
import { credentialFile, writeCredential } from '../../../src/interfaces/client/credential.ts';
import { type RemoteHouse, withRemote } from '../../daemon/grpc/remote_house.ts';

/** Enough for some attempts. */
const A_WHILE_MS = 500;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-anew-'));
  for (const name of ['AGENTOS_SOCKET', 'CONFIGURATION_DIRECTORY']) vi.stubEnv(name, '');
  vi.stubEnv('XDG_CONFIG_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A satellite that runs on, attached by the file of this machine. */
async function withSatellite({ admit }: RemoteHouse, run: (satellite: Client, lost: Promise<void>) => Promise<void>) {
  writeCredential(await admit({ name: 'satellite' }));
  let lose: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const onState = (state: 'connected' | 'lost'): void => {
    if (state === 'lost') lose();
  };
  const satellite = await connect({ name: 'voice', kind: 'voice', onState });
  try {
    await run(satellite, lost);
  } finally {
    await satellite.close();
  }
}

async function said(client: Client, text: string): Promise<{ readonly text: string; readonly mailOffset: number }> {
  for await (const update of client.utter({ text }).updates) if (update.type === 'end') return update;
  throw new Error('It did not end.');
}

describe('a client that runs on while its machine is let in anew', () => {
  test('comes back with the new token, after it was sent away', () =>
    withRemote((house) =>
      withSatellite(house, async (satellite, lost) => {
        for (const word of ['one', 'two', 'three']) satellite.heard((await said(satellite, word)).mailOffset);
        expect(await house.owner.revokeClient('satellite')).toBe(1);
        await lost;
        const waits = said(satellite, 'still here');
        // What cannot be read is no reason to end.
        writeFileSync(credentialFile(), '{');
        await sleep(A_WHILE_MS);
        expect(satellite.connected).toBe(false);
        writeCredential(await house.admit({ name: 'satellite' }));
        const { text, mailOffset } = await waits;
        expect(text).toBe('still here');
        // It is another mailbox, in which what was heard counts from the beginning.
        await said(satellite, 'not heard');
        const mailbox = () => house.house.store.mailbox('resident:satellite~2/voice');
        expect(await mailbox()).toMatchObject({ last: 2, heard: 0 });
        satellite.heard(mailOffset);
        await vi.waitFor(async () => expect(await mailbox()).toMatchObject({ last: 2, heard: 1 }));
      }),
    ));

  test('comes back with the new token, after its own was replaced', () =>
    withRemote((house) =>
      withSatellite(house, async (satellite, lost) => {
        const replaced = await house.admit({ name: 'satellite', again: true });
        await lost;
        writeCredential(replaced);
        expect((await said(satellite, 'lamp')).text).toBe('lamp is on');
        expect(house.lamps()).toBe(1);
      }),
    ));

  test('stays where it was told to be by the program', () =>
    withRemote(async ({ admit, attach, owner }) => {
      const client = await attach(await admit({ name: 'phone' }));
      await owner.revokeClient('phone');
      writeCredential(await admit({ name: 'phone' }));
      await sleep(A_WHILE_MS);
      expect(client.connected).toBe(false);
    }));
});
