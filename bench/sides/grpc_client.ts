import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { credentials, Client as GrpcClient } from '@grpc/grpc-js';
import { connect } from '../../src/interfaces/client/client.ts';
import { Wire } from '../../src/wire/codec.ts';
import type { ConverseRequest } from '../../src/wire/generated/agentos/v1/ConverseRequest.ts';
import type { ConverseResponse__Output } from '../../src/wire/generated/agentos/v1/ConverseResponse.ts';
import { sideFile, stateFolder } from '../places.ts';
import { percentile, serveSide } from '../side.ts';
import { CHECKED, utteranceOf } from '../turn.ts';

interface Options {
  /** `echo`: a bare stream on both ends. */
  readonly to: 'house' | 'echo';
  readonly synchronous?: 'FULL' | 'NORMAL';
  readonly turns: number;
}

/** Says one thing after the other on an open stream, and takes the time from each to its reply. */
serveSide(async ({ to, synchronous = 'FULL', turns }: Options) => {
  const folder = stateFolder();
  const socket = join(folder, 's');
  const order = JSON.stringify({ socket, synchronous, folder: join(folder, 'state') });
  const server = fork(sideFile(to === 'echo' ? 'grpc_echo' : 'grpc_house'), [order]);
  await once(server, 'message');
  const { say, close } = to === 'echo' ? bare(socket) : await attached(socket);
  return {
    async check() {
      const replies: string[] = [];
      for (const text of CHECKED) replies.push(await say(text));
      return replies;
    },
    async round() {
      const times: number[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const started = performance.now();
        await say(utteranceOf(turn));
        times.push(performance.now() - started);
      }
      return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
    },
    async close() {
      await close();
      await stop(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

interface Line {
  readonly say: (text: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

async function attached(socket: string): Promise<Line> {
  const client = await connect({ socket, name: 'bench', kind: 'cli' });
  const say = async (text: string): Promise<string> => {
    for await (const update of client.utter({ text }).updates) if (update.type === 'end') return update.text;
    throw new Error('a turn ended without END');
  };
  return { say, close: () => client.close() };
}

function bare(socket: string): Line {
  const { path, request, response } = new Wire().method('agentos.v1.Assistant', 'Converse');
  const grpc = new GrpcClient(`unix:${socket}`, credentials.createInsecure());
  const read = (bytes: Buffer) => response.read(bytes) as ConverseResponse__Output;
  const stream = grpc.makeBidiStreamRequest<ConverseRequest, ConverseResponse__Output>(path, request.write, read);
  let told: (text: string) => void = () => undefined;
  stream.on('data', ({ mail }: ConverseResponse__Output) => {
    if (mail?.reply) told(mail.reply.text);
  });
  stream.on('error', () => undefined);
  return {
    say: (text) => {
      const reply = new Promise<string>((resolve) => (told = resolve));
      stream.write({ utterance: { requestId: randomUUID(), text, alternatives: [], continueLast: false } });
      return reply;
    },
    close: async () => {
      stream.cancel();
      grpc.close();
    },
  };
}

async function stop(server: ChildProcess): Promise<void> {
  const left = once(server, 'exit');
  server.disconnect();
  await left;
}
