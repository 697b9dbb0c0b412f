import type { Synchronous } from './database.ts';
import { Engine } from './engine.ts';
import { feed, keepHouse } from './feed.ts';
import type { Port } from './port.ts';
import type { Reply, Request } from './wire.ts';

/** An engine on the calling thread: a lone commit is told sooner, and every commit stalls the event loop. */
export function openMainPort(folder: string, synchronous: Synchronous): Port {
  const engine = new Engine(folder, synchronous);
  let tell: (reply: Reply) => void = () => {};
  const house = keepHouse(engine, (reply) => tell(reply));
  return {
    told: engine.told,
    listen: (heard) => {
      tell = heard;
    },
    post: (requests: readonly Request[]) => {
      feed(engine, requests, () => undefined, tell);
      house.fed();
    },
    release: async () => {
      house.release();
      engine.close();
    },
  };
}
