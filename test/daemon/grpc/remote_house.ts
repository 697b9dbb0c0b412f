import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { z } from 'zod';
import { type Listening, type ListenOptions, listening } from '../../../src/daemon/grpc/listen.ts';
import { type Served, serve } from '../../../src/daemon/grpc/server.ts';
import type { Client, ConnectOptions } from '../../../src/interfaces/client/client.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import type { PairWanted } from '../../../src/interfaces/client/clients.ts';
import type { Credential } from '../../../src/interfaces/client/credential.ts';
import { placeOf } from '../../../src/interfaces/client/credential.ts';
import { enroll } from '../../../src/interfaces/client/enroll.ts';
import { listen } from '../../../src/settings/listen.ts';
import { type House, openHouse } from '../runtime/house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const echo = need('echo', {
  summary: 'Says it back.',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  effect: 'read',
  risk: 'open',
});
const lamp = need('lamp', {
  summary: 'Switches a lamp.',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  effect: 'idempotent',
  risk: 'home',
});

const pause = need('pause', {
  summary: 'Takes as long as it is let.',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  effect: 'idempotent',
  risk: 'home',
});

export interface RemoteHouse {
  readonly house: House;
  readonly served: Served;
  readonly remote: Listening;
  readonly socket: string;
  /** Where it listens: `127.0.0.1:40123`. */
  readonly address: string;
  /** The owner, at the owner's socket. */
  readonly owner: Client;
  /** How often a lamp was switched on. */
  lamps(): number;
  /** Turns that stand in a pause; ends them. */
  readonly paused: (() => void)[];
  /** Moves the daemon's clock on, in milliseconds. */
  pass(ms: number): void;
  /** Lets a client in, as `agentos pair` and `agentos attach` do. */
  pair(wanted: PairWanted): Promise<Credential>;
  /** Lets one in at once, without a code. */
  admit(wanted: Partial<PairWanted> & { readonly name: string }): Promise<Credential>;
  attach(credential: Credential, options?: Partial<ConnectOptions>): Promise<Client>;
}

/**
 * The real runtime over a real store, served on a socket, and over TLS on a free port of the loopback. "lamp" switches one on, and
 * "pause, then lamp" only after a pause that does not end by itself.
 */
export async function withRemote(
  run: (house: RemoteHouse) => Promise<void>,
  settings: z.input<typeof listen> = {},
  options: Partial<ListenOptions> = {},
): Promise<void> {
  const paused: (() => void)[] = [];
  let lamps = 0;
  const house = await openHouse({
    services: [
      tool({ contract: echo, run: async ({ text }) => ({ text }) }),
      tool({
        contract: lamp,
        run: async ({ text }) => {
          lamps += 1;
          return { text: `${text} is on` };
        },
      }),
      tool({
        contract: pause,
        // It takes no notice of being stopped.
        run: async () => {
          await new Promise<void>((resolve) => paused.push(resolve));
          return { text: 'over' };
        },
      }),
      router({
        contract: root,
        *run({ input }) {
          if (input.text === 'pause, then lamp') yield* pause({ text: 'a while' });
          const wanted = input.text.includes('lamp');
          return end({
            text: (yield* wanted ? lamp({ text: 'lamp' }) : echo({ text: input.text })).text,
          });
        },
      }),
    ],
  });
  const releases: (() => unknown)[] = [() => house.close()];
  let passedMs = 0;
  try {
    const remote = await listening({
      settings: listen.parse({ addresses: ['127.0.0.1:0'], ...settings }),
      stateFolder: house.folder,
      insecureDev: false,
      store: house.store,
      now: () => Date.now() + passedMs,
      log: () => undefined,
      ...options,
    });
    if (!remote) throw new Error('It listens nowhere.');
    const socket = `${house.folder}/agentos.sock`;
    const served = await serve({
      endpoints: [
        { path: socket, role: 'owner' },
        { path: `${house.folder}/voice.sock`, role: 'voice' },
        { path: `${house.folder}/watch.sock`, role: 'watch' },
      ],
      remote,
      assistant: house.runtime,
      mailbox: (name) => house.store.mailbox(name),
      services: () => [],
      risks: (subject) => (subject === echo.subject ? ['open'] : subject === lamp.subject ? ['home'] : []),
      version: '9.9.9',
      log: () => undefined,
    });
    releases.push(() => served.close());
    const owner = await connect({ socket, name: 'cli', kind: 'cli' });
    releases.push(() => owner.close());
    const [address = ''] = served.addresses;
    const tls = remote.tls;
    const ca = tls?.chain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g)?.at(-1);
    await run({
      ...{ house, served, remote, socket, address, owner, paused },
      lamps: () => lamps,
      pass: (ms) => {
        passedMs += ms;
      },
      pair: async (wanted) => {
        let paired: Promise<Credential> | undefined;
        for await (const news of owner.pair(wanted, new AbortController().signal))
          if (news.message === 'code')
            paired = enroll({ address, code: news.code.code }).then(({ credential }) => credential);
        if (!paired) throw new Error('There was no code.');
        return paired;
      },
      admit: async ({ role = 'resident', again = false, scopes, name, ...rest }) => {
        const { ROLE_SCOPES, scope } = await import('../../../src/wire/rights.ts');
        const given = scopes?.map((one) => scope.parse(one)) ?? ROLE_SCOPES[role].usual;
        const { token } = await remote.clients.admit({ ...rest, name, role, again, scopes: given }, 'owner');
        return { format: 1, address, name, token, ...(ca === undefined ? {} : { ca, serverName: 'agentos.internal' }) };
      },
      attach: async (credential, more = {}) => {
        const client = await connect({
          ...{ place: placeOf(credential), name: 'cli', kind: 'cli', capabilities: { confirm: true } },
          ...more,
        });
        releases.push(() => client.close());
        return client;
      },
    });
  } finally {
    for (const release of releases.reverse()) await release();
  }
}
