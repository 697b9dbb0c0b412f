import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { besideSettings } from '../../src/daemon/beside_settings.ts';
import { parseSettings } from '../../src/settings/settings.ts';

function of(toml: string, homeFile?: string) {
  return besideSettings(parseSettings(toml, 'agentos.toml'), '/etc/agentos/agentos.toml', homeFile);
}

describe('paths in the settings', () => {
  it('are below the folder of the settings file, or of the home', () => {
    const { home, files, services } = of(
      '[home]\nfile = "house.yaml"\n[files]\nroots = ["~/notes", "/srv", "in"]\nwrite_roots = ["~/w", "w"]\n',
    );
    expect(home.file).toBe('/etc/agentos/house.yaml');
    expect(services['device']).toEqual({ demo: { home: '/etc/agentos/house.yaml' } });
    expect(files.roots).toEqual([`${homedir()}/notes`, '/srv', '/etc/agentos/in']);
    expect(files.write_roots).toEqual([`${homedir()}/w`, '/etc/agentos/w']);
  });

  it('let sentences of one’s own stand beside the settings, or where they say', () => {
    expect(of('').services['understand']).toEqual({ grammar: { folder: '/etc/agentos/sentences' } });
    expect(of('[understand.grammar]\nfolder = "/my"\ncheck_seconds = 2\n').services['understand']).toEqual({
      grammar: { folder: '/my', check_seconds: 2 },
    });
    expect(of('').home.file).toBeUndefined();
  });

  it('give way to a home file that is named at the start', () => {
    expect(of('[home]\nfile = "house.yaml"\n', '/other.yaml').home.file).toBe('/other.yaml');
  });
});
