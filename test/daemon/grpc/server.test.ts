import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/interfaces/client/client.ts';
import { withHouse } from './scripted.ts';

/** Leaves a socket behind as a daemon that was killed does. */
async function killedDaemon(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const listening = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  const child = spawn(process.execPath, ['-e', listening, path], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
}

describe('the socket', () => {
  it('is the owner’s alone, in a folder that is the owner’s alone', () =>
    withHouse(async ({ socket, start }) => {
      const before = process.umask();
      await start();
      expect((await stat(socket)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
      expect(process.umask()).toBe(before);
    }));

  it('is gone after close, and a second close does no harm', () =>
    withHouse(async ({ socket, start }) => {
      const served = await start();
      await served.close();
      await served.close();
      expect(existsSync(socket)).toBe(false);
    }));

  it('is taken over from a daemon that was killed', () =>
    withHouse(async ({ socket, start, defer }) => {
      await killedDaemon(socket);
      expect(existsSync(socket)).toBe(true);
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
    }));

  it('is not taken from a daemon that lives, which goes on unharmed', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      await expect(start()).rejects.toMatchObject({ code: 'ALREADY_EXISTS', message: expect.stringContaining(socket) });
      const beside = join(dirname(socket), 'voice.sock');
      const both = start({}, [
        { path: beside, role: 'voice' },
        { path: socket, role: 'owner' },
      ]);
      await expect(both).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(existsSync(beside)).toBe(false);
      await client.utter({ text: 'still there?' }).accepted;
      const another = await connect({ socket, name: 'chat', kind: 'cli' });
      await another.close();
      expect(house.utterances).toHaveLength(1);
    }));

  it('refuses a path that Linux does not take, and a file that is in the way', () =>
    withHouse(async ({ folder, start }) => {
      const long = join(folder, 'x'.repeat(108 - folder.length - 1));
      expect(Buffer.byteLength(long)).toBe(108);
      await expect(start({}, [{ path: long, role: 'owner' }])).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('107'),
      });
      await start({}, [{ path: long.slice(0, 107), role: 'owner' }]);
      const file = join(folder, 'file');
      await writeFile(file, 'precious');
      await expect(start({}, [{ path: file, role: 'owner' }])).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
      expect((await stat(file)).size).toBe(8);
    }));
});

describe('roles', () => {
  it('give each socket its rights, which a hello only lowers', () =>
    withHouse(async ({ house, folder, start, defer }) => {
      const path = (role: string) => join(folder, `${role}.sock`);
      await start({}, [
        { path: path('owner'), role: 'owner' },
        { path: path('voice'), role: 'voice', mode: 0o660 },
        { path: path('watch'), role: 'watch', mode: 0o660 },
      ]);
      expect((await stat(path('voice'))).mode & 0o777).toBe(0o660);
      const expected = {
        owner: { cli: 'owner', web: 'owner', voice: 'voice', watch: 'automation' },
        voice: { cli: 'voice', web: 'voice', voice: 'voice', watch: 'automation' },
        watch: { cli: 'automation', web: 'automation', voice: 'automation', watch: 'automation' },
      };
      for (const [role, kinds] of Object.entries(expected)) {
        for (const kind of ['cli', 'web', 'voice', 'watch'] as const) {
          const client = await connect({
            socket: path(role),
            name: `${role}-${kind}`,
            kind,
            capabilities: { confirm: true, ask: true },
          });
          defer(() => client.close());
          await client.utter({ text: 'who am I?' }).accepted;
          const seen = house.clients.at(-1);
          expect([role, kind, seen?.channel]).toEqual([role, kind, kinds[kind]]);
          expect(seen?.canConfirm).toBe(kinds[kind] !== 'automation');
          const allowed = async (request: Promise<unknown>) =>
            request.then(
              () => true,
              (error: { code: string }) => error.code,
            );
          const owner = role === 'owner' ? true : 'PERMISSION_DENIED';
          expect(await allowed(client.status())).toBe(owner);
          expect(await allowed(client.threads())).toBe(owner);
          expect(await allowed(client.thread('thread-1'))).toBe(owner);
          expect(await allowed(client.call('need.memory', {}))).toBe(
            role === 'owner' ? 'UNIMPLEMENTED' : 'PERMISSION_DENIED',
          );
          expect(await allowed(client.call('need.echo', {}))).toBe(true);
          expect(await allowed(client.services())).toBe(true);
        }
      }
    }));
});
