import { Option } from 'commander';
import type { Capabilities, Client } from '../client/api.ts';

/** Of `ask` and `chat` alike, so that what a timer set by one has to say is told by the other. */
export const MAILBOX = 'cli';
/** Of commands that only read: no mail goes there. */
const READER = 'cli-reader';

/** A daemon that is started again within this finishes what was asked of it. */
const GIVE_UP_MS = 30_000;

export interface AttachOptions {
  readonly socket?: string;
  readonly area?: string;
}

export function socketOption(): Option {
  return new Option('--socket <path>', "The daemon's socket; AGENTOS_SOCKET or the usual place where absent.");
}

interface Who {
  readonly name?: string;
  readonly capabilities?: Capabilities;
  readonly onState?: (state: 'connected' | 'lost', why?: string) => void;
}

/** Attaches to the daemon, does the work, and lets go. @throws ClientError */
export async function attached<T>(
  { socket, area }: AttachOptions,
  work: (client: Client) => Promise<T>,
  who: Who = {},
): Promise<T> {
  const { connect } = await import('../client/client.ts');
  const client = await connect({
    name: READER,
    kind: 'cli',
    giveUpAfterMs: GIVE_UP_MS,
    ...(socket === undefined ? {} : { socket }),
    ...(area === undefined ? {} : { area }),
    ...who,
  });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
