import { describe, expect, it } from 'vitest';
import { paths, socketPath } from '../../src/settings/paths.ts';

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
