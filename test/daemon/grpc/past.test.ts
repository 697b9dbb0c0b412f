import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Past } from '../../../src/daemon/runtime/replay/past.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { withHouse } from './scripted.ts';

const signal = new AbortController().signal;

test('what is over is looked into, branched and replayed by the owner only, and where there is a past to look into', async () => {
  await withHouse(async ({ folder, socket, start, defer }) => {
    const asked: string[] = [];
    const never = (what: string) => (): never => {
      asked.push(what);
      throw new Error(what);
    };
    const past: Past = {
      at: never('at'),
      fork: never('fork'),
      replay: never('replay'),
      replayAll: never('replayAll'),
      replayLive: never('replayLive'),
    };
    const voice = join(folder, 'run', 'voice.sock');
    await start({ past }, [
      { path: socket, role: 'owner' },
      { path: voice, role: 'voice' },
    ]);
    const tries = async (path: string): Promise<readonly string[]> => {
      const client = await connect({ socket: path, name: 'x', kind: 'voice' });
      defer(() => client.close());
      const codeOf = (thrown: unknown): string =>
        thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
      const replay = async (live: boolean, thread?: string) => {
        for await (const _ of client.replay({ live, ...(thread ? { thread } : {}) }, signal));
      };
      const all = [client.threadAt('t', 1), client.fork('t'), replay(false, 't'), replay(true, 't'), replay(false)];
      return Promise.all(all.map((one) => one.then(() => 'OK', codeOf)));
    };
    expect(await tries(voice)).toEqual(Array(5).fill('PERMISSION_DENIED'));
    expect(asked).toEqual([]);
    expect(await tries(socket)).toEqual(Array(5).fill('INTERNAL'));
    expect(asked.sort()).toEqual(['at', 'fork', 'replay', 'replayAll', 'replayLive']);
  });
});
