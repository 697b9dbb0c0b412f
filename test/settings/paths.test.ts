import { describe, expect, it } from 'vitest';
import { daemonEnvironment, paths, socketPath, soundServerSockets } from '../../src/settings/paths.ts';

describe('the folders', () => {
  it('are below the home folder where nothing says otherwise', () => {
    expect(paths({}, '/home/ann')).toEqual({
      socket: '/home/ann/.local/state/agentos/agentos.sock',
      stateFolder: '/home/ann/.local/state/agentos',
      settingsFile: '/home/ann/.config/agentos/agentos.toml',
      cacheFolder: '/home/ann/.cache/agentos',
    });
  });

  it('follow the XDG folders, but not relative ones', () => {
    const env = {
      XDG_RUNTIME_DIR: '/run/user/7',
      XDG_STATE_HOME: '/s',
      XDG_CONFIG_HOME: '/c',
      XDG_CACHE_HOME: 'relative',
    };
    expect(paths(env, '/home/ann')).toEqual({
      socket: '/run/user/7/agentos/agentos.sock',
      stateFolder: '/s/agentos',
      settingsFile: '/c/agentos/agentos.toml',
      cacheFolder: '/home/ann/.cache/agentos',
    });
  });

  it('are systemd’s where it gives them, the first of several', () => {
    const env = {
      XDG_RUNTIME_DIR: '/run/user/7',
      RUNTIME_DIRECTORY: '/run/agentos:/run/other',
      STATE_DIRECTORY: '/var/lib/agentos',
      CONFIGURATION_DIRECTORY: '/etc/agentos',
      CACHE_DIRECTORY: '/var/cache/agentos',
    };
    expect(paths(env, '/root')).toEqual({
      socket: '/run/agentos/agentos.sock',
      stateFolder: '/var/lib/agentos',
      settingsFile: '/etc/agentos/agentos.toml',
      cacheFolder: '/var/cache/agentos',
    });
  });

  it('give way to AGENTOS_SOCKET, unless it is empty', () => {
    expect(socketPath({ AGENTOS_SOCKET: '/tmp/a.sock', RUNTIME_DIRECTORY: '/run/agentos' })).toBe('/tmp/a.sock');
    expect(socketPath({ AGENTOS_SOCKET: 'a.sock' })).toBe(`${process.cwd()}/a.sock`);
    expect(socketPath({ AGENTOS_SOCKET: '', RUNTIME_DIRECTORY: '/run/agentos' })).toBe('/run/agentos/agentos.sock');
  });
});

describe('who wants to hear how the daemon is', () => {
  const told = { NOTIFY_SOCKET: '/run/systemd/notify', PATH: '/bin' };

  it('is nobody where there is no socket, or none that can be one', () => {
    expect(daemonEnvironment({})).toEqual({ sockets: [] });
    expect(daemonEnvironment({ NOTIFY_SOCKET: 'relative' })).toEqual({ sockets: [] });
    expect(daemonEnvironment({ NOTIFY_SOCKET: '' })).toEqual({ sockets: [] });
  });

  it('is systemd, by a path or by a name without a file', () => {
    expect(daemonEnvironment(told).supervisor).toEqual({ socket: '/run/systemd/notify', path: '/bin' });
    expect(daemonEnvironment({ NOTIFY_SOCKET: '@notify' }).supervisor).toEqual({
      socket: '@notify',
      path: '/usr/bin:/bin',
    });
  });

  it('has a watchdog for this process, not for another', () => {
    expect(daemonEnvironment({ ...told, WATCHDOG_USEC: '60000000' }).supervisor?.watchdogMs).toBe(60_000);
    const own = { ...told, WATCHDOG_USEC: '60000000', WATCHDOG_PID: String(process.pid) };
    expect(daemonEnvironment(own).supervisor?.watchdogMs).toBe(60_000);
    expect(daemonEnvironment({ ...own, WATCHDOG_PID: '1' }).supervisor).not.toHaveProperty('watchdogMs');
    for (const WATCHDOG_USEC of ['', '0', '-1', 'soon'])
      expect(daemonEnvironment({ ...told, WATCHDOG_USEC }).supervisor).not.toHaveProperty('watchdogMs');
  });
});

it('a sound server is looked for where the environment says, then in the session', () => {
  expect(soundServerSockets({})).toEqual([]);
  expect(soundServerSockets({ PULSE_SERVER: 'tcp:host', XDG_RUNTIME_DIR: '/run/user/7' })).toEqual([
    '/run/user/7/pulse/native',
    '/run/user/7/pipewire-0',
  ]);
  expect(soundServerSockets({ PULSE_SERVER: 'unix:/tmp/pulse' })).toEqual(['/tmp/pulse']);
});
