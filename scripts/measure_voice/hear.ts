/** Plays a recording to `agentos listen --wav` as anybody would, and reads what it prints. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWav } from '../../src/interfaces/voice/audio.ts';

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('wake'), score: z.number() }),
  z.object({ type: z.literal('utterance'), text: z.string(), confidence: z.number(), rejected: z.string().optional() }),
  z.object({ type: z.literal('ask'), text: z.string() }),
  z.object({ type: z.literal('end'), text: z.string(), thread: z.string(), acted: z.boolean() }),
  z.object({ type: z.literal('spoken'), text: z.string(), afterSpeechSeconds: z.number().optional() }),
  z.object({ type: z.literal('trouble'), text: z.string() }),
  z.object({ type: z.literal('nothing') }),
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('notice') }),
]);
type Heard = z.infer<typeof event>;

export interface Listening {
  readonly code: number | null;
  readonly events: readonly Heard[];
}

/** `root` is the built package. The reply goes to a file, so that its first sound is timed without a loudspeaker. */
export async function listenTo(sound: Int16Array, root: string, socket: string, area: string): Promise<Listening> {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-measured-'));
  try {
    await writeWav(join(folder, 'said.wav'), sound);
    const files = ['--wav', join(folder, 'said.wav'), '--out', join(folder, 'reply.wav')];
    const args = ['listen', ...files, '--socket', socket, '--area', area, '--json', '--settings', '/dev/null'];
    const child = spawn(process.execPath, [join(root, 'dist/interfaces/cli/main.js'), ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const lines = out.split('\n').filter((line) => line !== '');
    return { code, events: lines.map((line) => event.parse(JSON.parse(line))) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
