import { agentsFor, threadRead } from '../model/builtin.ts';
import type { GeneratorService } from '../model/service.ts';
import { type Tool, tool } from '../model/service.ts';
import type { Store } from '../store/store.ts';
import type { Registered } from './registry.ts';

/** Capabilities that the daemon provides itself, because only it knows the answer. */
export function builtInTools(
  handlers: () => Iterable<Registered<GeneratorService>>,
  store: Pick<Store, 'events'>,
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
      async run({ thread, limit }) {
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

function takes(domains: readonly string[] | true | undefined, domain: string | undefined): boolean {
  if (domains === undefined) return false;
  return domains === true || domain === undefined || domains.includes(domain);
}
