import { agentsFor, threadRead } from '../model/builtin.ts';
import { Fault } from '../model/fault.ts';
import type { GeneratorService } from '../model/service.ts';
import { type Tool, tool } from '../model/service.ts';
import type { Store } from '../store/store.ts';
import type { Registered } from './registry.ts';

/** Capabilities that the daemon provides itself, because only it knows the answer. */
export function builtInTools(
  handlers: () => Iterable<Registered<GeneratorService>>,
  store: Pick<Store, 'events' | 'thread'>,
): readonly Tool[] {
  return [
    tool({
      contract: agentsFor,
      async run({ wanted }) {
        const known = [...handlers()]
          .map(({ service }) => service.contract)
          .sort((a, b) => (a.subject < b.subject ? -1 : 1));
        const subjects = wanted.map(({ intent, domain }) => {
          const taker = known.find(({ intents }) => takes(intents[intent], domain));
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

function takes(domains: readonly string[] | true | undefined, domain: string | undefined): boolean {
  if (domains === undefined) return false;
  return domains === true || domain === undefined || domains.includes(domain);
}
