import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, parseSettings, SettingsError } from '../../src/settings/settings.ts';

function faultsOf(text: string): string[] {
  try {
    parseSettings(text, 'agentos.toml');
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SettingsError);
    return String((thrown as Error).message).split('\n');
  }
  return [];
}

describe('the settings', () => {
  it('are all defaults where nothing is said', () => {
    const settings = parseSettings('', 'agentos.toml');
    expect(settings).toMatchObject({
      home: { location: 'home', units: 'metric', language: 'en' },
      limits: { hops: 64, depth: 8, tool_calls: 16, voice_seconds: 30, confirm_seconds: 30 },
      http: { allow: [] },
      files: { roots: [] },
      services: {},
    });
    expect(parseSettings('[home]\n[limits]\n', 'x')).toEqual(settings);
  });

  it('name what is wrong on one line each, and let no key act on a terminal', () => {
    const faults = faultsOf('["x\\u001b[2J\\ny\\u202e"]\na = 1\n\n[home]\n"z\\u009b\\nagentos.toml:1: fine" = 1\n');
    for (const fault of faults) expect(fault).toMatch(/^agentos\.toml(:\d+)?: [^\p{Cc}\p{Cf}]+$/u);
    expect(faults).toHaveLength(2);
    expect(faults.join()).toContain('x\\u001b[2J\\u000ay\\u202e');
  });

  it('name every fault at once, each with its line', () => {
    expect(
      faultsOf(
        '[home]\nzone = "Mars/Base"\nlatitude = 91\n\n[limits]\nhops = 0\n\n[daemon]\nlog_level = "loud"\n',
      ).sort(),
    ).toEqual([
      expect.stringMatching(/^agentos\.toml:2: home\.zone: /),
      expect.stringMatching(/^agentos\.toml:3: home\.latitude: /),
      expect.stringMatching(/^agentos\.toml:6: limits\.hops: /),
      expect.stringMatching(/^agentos\.toml:9: daemon\.log_level: /),
    ]);
  });

  it('name the line of dotted keys and inline tables too', () => {
    expect(faultsOf('# first\nhome.zone = "Mars"\n')).toEqual([expect.stringMatching(/^agentos\.toml:2: home\.zone/)]);
    expect(faultsOf('# first\nlimits = { hops = "many" }\n')).toEqual([
      expect.stringMatching(/^agentos\.toml:2: limits\.hops/),
    ]);
  });

  it('know a misspelt key and a misspelt section', () => {
    expect(faultsOf('[home]\nlattitude = 3\n')).toEqual([expect.stringMatching(/home.*lattitude/)]);
    expect(faultsOf('[daemn]\nlog_level = "info"\n')).toEqual([
      expect.stringMatching(/^agentos\.toml:1: \[daemn\] is not a section/),
    ]);
    expect(faultsOf('colour = "red"\n')).toEqual([expect.stringMatching(/^agentos\.toml:1: .*colour/)]);
  });

  it.each([
    ['[home\n', 1],
    ['\n\na = \n', 3],
    ['[home]\nzone = "a\n', 2],
    ['a = 1\na = 2\n', 2],
    ['\u0000', 1],
  ])('that are no TOML say where: %j', (text, line) => {
    expect(faultsOf(text)[0]).toMatch(new RegExp(`^agentos\\.toml:${line}: `));
  });

  it('hand a provider its section as it is', () => {
    const { services } = parseSettings('[weather.open_meteo]\nurl = "x"\n[device.demo]\nhome = "h"\n', 'x');
    expect(services).toEqual({ weather: { open_meteo: { url: 'x' } }, device: { demo: { home: 'h' } } });
  });

  it('cannot be used to reach the prototype of anything', () => {
    const settings = parseSettings('["__proto__"."polluted"]\nyes = true\n', 'x');
    expect(Object(settings.services).polluted).toBeUndefined();
    expect(Object({}).polluted).toBeUndefined();
  });

  it('in a file: none is all defaults, one that cannot be read is said', () => {
    const folder = mkdtempSync(join(tmpdir(), 'agentos-settings-'));
    try {
      expect(loadSettings(join(folder, 'none.toml'))).toEqual(parseSettings('', 'x'));
      expect(() => loadSettings(folder)).toThrow(SettingsError);
      writeFileSync(join(folder, 'a.toml'), '\ufeff[home]\nlocation = "hut"\n');
      expect(loadSettings(join(folder, 'a.toml')).home.location).toBe('hut');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
