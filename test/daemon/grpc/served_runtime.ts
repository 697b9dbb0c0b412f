import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { z } from 'zod';
import { type ServeOptions, serve } from '../../../src/daemon/grpc/server.ts';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { type House, openHouse } from '../runtime/house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const echo = need('echo', {
  summary: 'Says it back.',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  effect: 'read',
  risk: 'open',
});

export interface ServedRuntime {
  readonly house: House;
  readonly socket: string;
  /** What the daemon's log was told. */
  readonly log: string[];
  readonly client: Client;
}

/** The real runtime over a real store, served on a socket: it says back what is said. */
export async function withRuntime(
  run: (served: ServedRuntime) => Promise<void>,
  options: Partial<ServeOptions> = {},
): Promise<void> {
  const house = await openHouse({
    services: [
      tool({ contract: echo, run: async ({ text }) => ({ text }) }),
      router({
        contract: root,
        *run({ input }) {
          return end({ text: (yield* echo({ text: input.text })).text });
        },
      }),
    ],
  });
  const socket = `${house.folder}/agentos.sock`;
  const log: string[] = [];
  const served = await serve({
    endpoints: [{ path: socket, role: 'owner' }],
    assistant: house.runtime,
    mailbox: (name) => house.store.mailbox(name),
    services: () => [],
    risks: (subject) => (subject === echo.subject ? ['open'] : []),
    version: '9.9.9',
    log: (message, fields) => log.push(JSON.stringify({ message, ...fields })),
    ...options,
  });
  const client = await connect({ socket, name: 'chat', kind: 'cli' });
  try {
    await run({ house, socket, log, client });
  } finally {
    await client.close();
    await served.close();
    await house.close();
  }
}
