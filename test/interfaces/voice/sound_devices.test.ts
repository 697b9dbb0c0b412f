import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceNamed, type SoundDevice, soundDevices } from '../../../src/interfaces/voice/sound_devices.ts';

const card = (id: string, name: string): SoundDevice => ({ system: 'pulse', id, name, isDefault: false });
const devices = [
  card('alsa_input.usb-Jabra_410', 'Jabra Speak 410 Mono'),
  card('alsa_input.usb-Anker_S500', 'Anker PowerConf S500 Mono'),
  card('alsa_input.pci-analog', 'Built-in Audio Analog Stereo'),
];

describe('a device by its name', () => {
  test.each([
    ['Jabra Speak 410 Mono', 'Jabra Speak 410 Mono'],
    ['jabra', 'Jabra Speak 410 Mono'],
    ['powerconf s500', 'Anker PowerConf S500 Mono'],
    ['alsa_input.pci-analog', 'Built-in Audio Analog Stereo'],
  ])('%s', (wanted, name) => {
    expect(deviceNamed(devices, wanted, 'microphone').name).toBe(name);
  });

  test.each(['default', 'pulse', 'plughw:1,0', 'hw:2', 'pulse:mic'])('%s is for ALSA itself', (wanted) => {
    expect(deviceNamed(devices, wanted, 'microphone')).toMatchObject({ system: 'alsa', id: wanted });
  });

  test('what could be several names them', () => {
    expect(() => deviceNamed(devices, 'mono', 'microphone')).toThrow(
      /^"mono" could be Jabra Speak 410 Mono \(.*\), Anker PowerConf S500 Mono \(.*\)\. Say more of the microphone's name\.$/,
    );
  });

  test('what is not there names what is', () => {
    expect(() => deviceNamed(devices, 'Samson', 'microphone')).toThrow(
      /^No microphone is called "Samson"; there is Jabra/,
    );
    expect(() => deviceNamed([], 'Samson', 'loudspeaker')).toThrow('No loudspeaker is called "Samson"; there is none.');
    expect(() => deviceNamed(devices, '--', 'microphone')).toThrow('No microphone is called');
  });
});

describe('without a sound server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-cards-'));
  const path = process.env.PATH;
  beforeEach(() => {
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = path;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the cards that ALSA lists, by what they can do', async () => {
    const list = join(folder, 'pcm');
    writeFileSync(
      list,
      '00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1\n00-03: HDMI 0 : HDMI 0 : playback 1\n02-00: USB Audio : USB Audio : capture 1\n',
    );
    expect(await soundDevices('microphone', list)).toMatchObject([
      { system: 'alsa', id: 'plughw:0,0', name: 'ALC257 Analog', isDefault: true },
      { id: 'plughw:2,0', name: 'USB Audio' },
    ]);
    expect((await soundDevices('loudspeaker', list)).map(({ name }) => name)).toEqual(['ALC257 Analog', 'HDMI 0']);
    expect(await soundDevices('microphone', join(folder, 'nothing'))).toEqual([]);
  });
});
