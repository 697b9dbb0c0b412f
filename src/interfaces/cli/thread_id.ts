import type { Client } from '../client/api.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';

/** Threads among which the beginning of an id is looked up. */
const LOOKED_AT = 1_000;
const WHOLE_ID = 36;
const NAMED = 5;

/** The thread that is meant by an id, its beginning, or "last". @throws CliError where that is none or several */
export async function idOf(client: Client, wanted: string): Promise<string> {
  if (wanted !== 'last') return wanted.length < WHOLE_ID ? await completed(client, wanted) : wanted;
  const [last] = await client.threads({ limit: 1 });
  if (last) return last.id;
  throw new CliError('There is no thread yet. Say something first: agentos ask "what is the time?"', EXIT.noInput);
}

/** The one thread whose id begins so; what is begun by none is left for the daemon to refuse. */
async function completed(client: Client, beginning: string): Promise<string> {
  const rows = await client.threads({ limit: LOOKED_AT });
  const ids = rows.map(({ id }) => id).filter((id) => id.startsWith(beginning.toLowerCase()));
  if (ids.length <= 1) return ids[0] ?? beginning;
  const named = ids.slice(0, NAMED).join('\n  ');
  const more = ids.length > NAMED ? '\n  …' : '';
  throw new CliError(`${ids.length} threads begin with ${beginning}; give more of the id:\n  ${named}${more}`);
}
