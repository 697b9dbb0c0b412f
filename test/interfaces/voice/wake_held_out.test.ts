import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { framesOf, SoundReader } from '../../../src/interfaces/voice/audio.ts';
import { shippedFile } from '../../../src/interfaces/voice/onnx.ts';
import { openWake, waitForWake } from '../../../src/interfaces/voice/wake.ts';
import { readWakeHead, recordingName } from '../../../src/interfaces/voice/wake_head.ts';
import { withNoise } from '../../../src/interfaces/voice/wake_training/in_room.ts';
import { randomFor } from '../../../src/interfaces/voice/wake_training/random.ts';
import { hasOnnx, hasSox, recorded, recordings, recordingsIn } from './sounds.ts';

/** A machine under load is no reason to fail. */
const patient = { timeout: 280_000 };
const absent = [
  ...(hasOnnx ? [] : ['onnxruntime-node']),
  ...(hasSox ? [] : ['sox']),
  ...(recordings === undefined ? ['../shared/data/audio'] : []),
];
const why = absent.length > 0 ? ` (skipped: ${absent.join(', ')} not here)` : '';

describe.skipIf(absent.length > 0)(`speakers whom the heads that ship have not heard${why}`, () => {
  test.each(['jarvis', 'computer'])(
    '"%s" is heard, in a kitchen too; other words do not wake it',
    patient,
    async (word) => {
      const { heldOut } = await readWakeHead(await shippedFile(`data/models/wake_${word}.json`));
      const engine = await openWake({ words: [{ head: word }] });
      const wakes = async (sound: Int16Array) => {
        engine.reset();
        return (await waitForWake(new SoundReader(framesOf(sound, 0.5)), engine)) !== undefined;
      };
      const unheard = async (folder: string) =>
        (await recordingsIn(folder)).filter((file) => heldOut.has(recordingName(basename(file))));
      const [noise = ''] = await recordingsIn('noise');
      const kitchen = await recorded(noise);
      const files = (await unheard(`wake/${word}`)).slice(0, 40);
      expect(files.length).toBe(40);
      let [plain, noisy, falsely] = [0, 0, 0];
      for (const file of files) {
        const sound = await recorded(file);
        if (await wakes(sound)) plain += 1;
        if (await wakes(withNoise(sound, kitchen, 10, randomFor(file)))) noisy += 1;
      }
      for (const file of [...(await unheard('wake/smart_mirror')), ...(await unheard('coffee'))])
        if (await wakes(await recorded(file))) falsely += 1;
      expect(plain / files.length).toBeGreaterThanOrEqual(0.98);
      expect(noisy / files.length).toBeGreaterThanOrEqual(0.95);
      expect(falsely).toBe(0);
      await engine.close();
    },
  );
});
