import { agentsFor, threadRead } from '../../model/builtin.ts';
import { Fault } from '../../model/fault.ts';
import type { GeneratorService } from '../../model/service.ts';
import { type Tool, tool } from '../../model/service.ts';
import type { Store } from '../../store/store.ts';
import type { Registered } from '../registry.ts';

/**
 * Capabilities that the daemon provides itself, because only it knows the answer.
 * @param handlers the same list until one comes or goes
 */
export function builtInTools(
  handlers: () => readonly Registered<GeneratorService>[],
  store: Pick<Store, 'events' | 'thread'>,
): readonly Tool[] {
  let known: { readonly of: unknown; readonly takers: Takers } | undefined;
  const takers = (): Takers => {
    const of = handlers();
    if (known?.of !== of) known = { of, takers: takersOf(of) };
    return known.takers;
  };
  return [
    tool({
      contract: agentsFor,
      async run({ wanted }) {
        const byIntent = takers();
        const subjects = wanted.map(({ intent, domain }) => {
          const taker = byIntent.get(intent)?.find(({ domains }) => takes(domains, domain));
          return taker?.subject ?? null;
        });
        return { subjects };
      },
    }),
    tool({
      contract: threadRead,
      async run({ thread, limit }, { key }) {
        await assertOwnThread(store, key, thread);
        const messages: { turn: number; role: string; text: string; at: number }[] = [];
        for (const event of await store.events(thread)) {
          const { data } = event;
          const text = typeof data === 'object' && data !== null && 'text' in data ? data.text : undefined;
          const root = event.direction === 'END' || (event.direction === 'FORWARD' && event.opened !== undefined);
          if (root && typeof text === 'string') {
            messages.push({
              turn: event.turn,
              role: event.direction === 'END' ? 'assistant' : 'user',
              text,
              at: event.at,
            });
          }
        }
        return { messages: messages.slice(-limit) };
      },
    }),
  ];
}

/** What one client said is not for another to read. A call's key begins with its thread. @throws Fault PERMISSION_DENIED */
async function assertOwnThread(store: Pick<Store, 'thread'>, key: string, wanted: string): Promise<void> {
  const own = key.slice(0, Math.max(0, key.indexOf('/')));
  if (own === wanted && own !== '') return;
  const [asking, asked] = await Promise.all([store.thread(own), store.thread(wanted)]);
  if (!asking || asking.origin.client !== asked?.origin.client) {
    throw new Fault('PERMISSION_DENIED', 'Only threads of the same client can be read from here.');
  }
}

type Domains = readonly string[] | true;

/** Who takes an intent, and for which domains, in the order of their subjects. */
type Takers = ReadonlyMap<string, readonly { readonly subject: string; readonly domains: Domains }[]>;

function takersOf(handlers: readonly Registered<GeneratorService>[]): Takers {
  const takers = new Map<string, { subject: string; domains: Domains }[]>();
  const contracts = handlers.map(({ service }) => service.contract).sort((a, b) => (a.subject < b.subject ? -1 : 1));
  for (const { subject, intents } of contracts) {
    for (const [intent, domains] of Object.entries(intents)) {
      const taker = { subject, domains };
      const others = takers.get(intent);
      if (others === undefined) takers.set(intent, [taker]);
      else others.push(taker);
    }
  }
  return takers;
}

function takes(domains: Domains, domain: string | undefined): boolean {
  return domains === true || domain === undefined || domains.includes(domain);
}
