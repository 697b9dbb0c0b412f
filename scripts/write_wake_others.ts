/**
 * Writes what wake words are taught against: other speech as heads hear it, a byte for each number, at most 2 MB.
 *
 *   node scripts/run.mjs scripts/write_wake_others.ts -- --data DIR [--out data/models/other_speech.bin]
 *
 * DIR as for `npm run train:wake`; what that has worked out is used again.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openOnnx } from '../src/interfaces/voice/onnx.ts';
import { openVad } from '../src/interfaces/voice/vad.ts';
import { openEmbedder } from '../src/interfaces/voice/wake_training/embedder.ts';
import { packedSpeech } from '../src/interfaces/voice/wake_training/other_speech.ts';
import { Cache } from './train_wake/cache.ts';
import { otherSpeech } from './train_wake/lessons.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string', default: 'data/models/other_speech.bin' } },
});
if (values.data === undefined) {
  console.error('Say where the recordings are: --data DIR');
  process.exit(64);
}
/** Recordings of one and the same word: more teach little. */
const mostOfOneWord = 48;

const cache = new Cache(Number.POSITIVE_INFINITY);
await cache.open();
const onnx = await openOnnx();
const vad = await openVad();
const embedder = await openEmbedder(onnx);
const scenes = await otherSpeech(resolve(values.data), mostOfOneWord, cache, onnx, vad);
const { heard } = await cache.hear(scenes, embedder);
const about =
  'Speech embeddings of recordings of Picovoice/wake-word-benchmark, Picovoice/speech-to-intent-benchmark and OHF-Voice/speech-to-phrase (Apache-2.0) and synesthesiam/voice2json (MIT).';
const bytes = packedSpeech(heard, about);
await writeFile(values.out, bytes);
console.log(`wrote ${values.out}: ${heard.length} scenes, ${bytes.length} bytes`);
await embedder.close();
await vad.close();
