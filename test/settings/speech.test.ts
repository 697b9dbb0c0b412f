import { expect, test } from 'vitest';
import { enginesFor } from '../../src/interfaces/voice/engine_choice.ts';
import { parseSettings } from '../../src/settings/settings.ts';

test('a room has engines of its own, and for the rest those of every room', () => {
  const { voice } = parseSettings(
    `[voice]
tts_fallbacks = ["espeak-ng"]
[[voice.rooms]]
area = "Kitchen"
stt = "wyoming"
stt_fallbacks = ["pocketsphinx"]
[[voice.rooms]]
area = "office"
open_stt = "whisper_server"
`,
    'agentos.toml',
  );
  const usual = { stt: 'pocketsphinx', sttFallbacks: [], tts: 'flite', ttsFallbacks: ['espeak-ng'] };
  expect(enginesFor(voice, undefined)).toEqual(usual);
  expect(enginesFor(voice, 'cellar')).toEqual(usual);
  expect(enginesFor(voice, 'kitchen')).toEqual({ ...usual, stt: 'wyoming', sttFallbacks: ['pocketsphinx'] });
  expect(enginesFor(voice, 'office')).toEqual({ ...usual, openStt: 'whisper_server' });
});

test('Wyoming is served to this machine, and to others only where it is said to whom', () => {
  const read = (text: string) => () => parseSettings(`[wyoming]\n${text}\n`, 'agentos.toml');
  expect(parseSettings('', 'agentos.toml').wyoming).toEqual({
    addresses: ['127.0.0.1:10700'],
    allow: [],
    satellites: [],
  });
  expect(read('addresses = ["0.0.0.0:10700"]')).toThrow('who may connect');
  expect(read('addresses = ["0.0.0.0:10700"]\nallow = ["192.168.1.0/24", "fd00::1"]')).not.toThrow();
  expect(read('addresses = ["[::1]:10700"]')).not.toThrow();
  for (const wrong of ['everybody', '192.168.1.0/33', '192.168.1/24', '1.2.3.4/8/8', ''])
    expect(read(`allow = ["${wrong}"]`), wrong).toThrow('is not as in');
});

test('addresses of engines are looked at before anything is sent there', () => {
  const read = (text: string) => () => parseSettings(text, 'agentos.toml');
  expect(read('[speech.wyoming]\nstt = "tcp://192.168.1.5:10300"\ntts = "piper.local:10200"\n')).not.toThrow();
  expect(read('[speech.wyoming]\nstt = "http://192.168.1.5:10300"\n')).toThrow('is not as in');
  expect(read('[speech.openai]\nbase_url = "file:///etc/passwd"\n')).toThrow('base_url');
});
