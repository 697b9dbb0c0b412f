import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import { Wire } from '../../src/wire/codec.ts';
import type { ConverseRequest } from '../../src/wire/generated/agentos/v1/ConverseRequest.ts';
import type { ConverseResponse } from '../../src/wire/generated/agentos/v1/ConverseResponse.ts';
import { answerOf, celsiusAt, placeIn } from '../turn.ts';

/** A bare stream: for each utterance it says back, at once, the two messages that a turn's client gets. Keeps nothing. */
const { socket }: { readonly socket: string } = JSON.parse(process.argv[2] ?? '{}');
const { path, request, response } = new Wire().method('agentos.v1.Assistant', 'Converse');
const thread = '0199d3a4-7c1e-7b2a-9c3d-5e6f7a8b9c0d';
const server = new Server();
server.register(
  path,
  (stream: ServerDuplexStream<ConverseRequest, ConverseResponse>) => {
    let offset = 0;
    stream.on('data', ({ utterance }: ConverseRequest) => {
      if (!utterance) return;
      const place = placeIn(String(utterance.text));
      const text = answerOf(place, celsiusAt(place));
      offset += 1;
      stream.write({ accepted: { requestId: String(utterance.requestId), thread, turn: 1, seq: 1, answered: false } });
      const reply = { text, status: 'THREAD_STATUS_COMPLETE', acted: false } as const;
      stream.write({ mail: { offset, at: Date.now(), thread, turn: 1, reply } });
    });
    stream.on('end', () => stream.end());
  },
  response.write,
  request.read,
  'bidi',
);
server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (failed) => {
  if (failed) throw failed;
  process.send?.('ready');
});
process.on('disconnect', () => {
  server.forceShutdown();
  process.exit();
});
