import type { Client } from '../client/api.ts';
import type { ThreadEvent } from '../client/client.ts';
import { homeRecord } from './home_record.ts';
import type { PlannedCall } from './meaning.ts';

interface Situation {
  readonly state: string;
  readonly attributes: { readonly [name: string]: unknown };
}

/** What `--act` adds to a meaning. */
export interface Acted {
  readonly reply: string;
  /** Devices that are not as before. */
  readonly changes: { readonly [entity: string]: Situation };
  /** Calls that needed a yes, which was given. */
  readonly asked: readonly PlannedCall[];
  /** Calls of capabilities that were made, other than to understand. */
  readonly calls: readonly PlannedCall[];
  /** True where something was done that the next sentence could notice. */
  readonly touched: boolean;
}

/** How a question is known from the call that it is about: the gate asks under the call's key. */
const GATE = '?';
/** Which calls only find out what is meant. */
const MEANING = /^need\.(understand|catalog|user\.ask)\b/;
const READ_ONLY = new Set(['read', 'idempotent']);

/** Carries a sentence out, says yes to every confirmation, and tells what came of it. A question that is none ends the turn. */
export async function act(client: Client, text: string): Promise<Acted> {
  const before = await statesOf(client);
  const turn = client.utter({ text });
  let reply = '';
  for await (const update of turn.updates) {
    if (update.type === 'end') reply = reply === '' ? update.text : reply;
    if (update.type !== 'ask') continue;
    if (update.ask.kind === 'confirm') await client.answer(update.ask.id, 'yes');
    else {
      reply = update.ask.text;
      await turn.cancel();
    }
  }
  const { thread } = await turn.accepted;
  const { events } = await client.thread(thread);
  const after = await statesOf(client);
  const forwards = events.filter(({ direction }) => direction === 'FORWARD');
  const made = forwards.filter(({ subject }) => subject.startsWith('need.') && !MEANING.test(subject));
  const confirmed = new Set(forwards.flatMap(({ key }) => (key.endsWith(GATE) ? [key.slice(0, -GATE.length)] : [])));
  return {
    reply,
    changes: Object.fromEntries([...after].filter(([id, now]) => !same(before.get(id), now))),
    asked: made.filter(({ key }) => confirmed.has(key)).map(callOf),
    calls: made.map(callOf),
    touched: forwards.some(({ effect, subject }) => !READ_ONLY.has(effect ?? '') || subject === 'need.user.ask'),
  };
}

function callOf({ subject, data }: ThreadEvent): PlannedCall {
  return { subject, input: data };
}

async function statesOf(client: Client): Promise<ReadonlyMap<string, Situation>> {
  const { entities } = homeRecord.parse(await client.call('need.device.home', {}));
  return new Map(entities.map(({ id, state, attributes }) => [id, { state, attributes }]));
}

function same(before: Situation | undefined, now: Situation): boolean {
  return before !== undefined && canonical(before) === canonical(now);
}

/** As text with keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
