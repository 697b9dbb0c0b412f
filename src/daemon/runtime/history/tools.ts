import type { EntityKind, Risk } from '../../model/contract.ts';
import { joinTaint, type ThreadEvent, type TurnOpening } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { historyFind, historyTurn, type PastStep, type PastTurnView, TAKEN_BACK } from '../../model/history.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { type Tool, tool } from '../../model/service.ts';
import type { Store } from '../../store/store.ts';
import { sayFault } from '../say_fault.ts';
import { behind } from '../turns/opening.ts';
import { isOwn, mayKnow } from './access.ts';
import { accountOf, hasActed, takenBackBy } from './account.ts';
import { type FoundTurn, HistoryWalk } from './walk.ts';

/** What the log is asked, and what tells whether a call read out private things. */
export interface HistoryParts {
  readonly store: Pick<Store, 'events' | 'past' | 'notesOf'>;
  readonly risk: (subject: string, input: Json) => Risk;
}

interface Asker {
  readonly thread: string;
  readonly turn: number;
  readonly opening: TurnOpening;
}

/** `need.history.*`: earlier turns, as far as whoever asks may know of them. */
export function historyTools(parts: HistoryParts): readonly Tool[] {
  const { store } = parts;
  return [
    tool({
      contract: historyFind,
      taintOf: ({ turns }) => joinTaint(...turns.map(({ taint }) => taint)),
      async run(
        { since, until = Number.MAX_SAFE_INTEGER, words, acted, entities, mine, plain, limit },
        { key, signal },
      ) {
        const asker = await askerOf(parts, key);
        const wanted = {
          since,
          until,
          acted,
          ...(words ? { words } : {}),
          ...(entities ? { mentions: entities } : {}),
        };
        const walk = new HistoryWalk(store, wanted);
        const turns: PastTurnView[] = [];
        for await (const found of walk.turns()) {
          if (signal.aborted) throw Fault.from(signal.reason, 'CANCELLED');
          const view = await readably(viewOf(parts, asker, found));
          if (!view || (mine && !view.mine) || (words && !hasWord(view, words))) continue;
          const events = entities || plain ? await readably(store.events(found.thread, { turn: found.turn })) : [];
          if (!events) continue;
          if (entities && !didTo(events, entities)) continue;
          if (plain && asksThePast(events)) continue;
          if (turns.length === limit) return { turns, more: true };
          turns.push(view);
        }
        const { lookedBackTo } = walk;
        return { turns, more: false, ...(lookedBackTo === undefined ? {} : { lookedBackTo }) };
      },
    }),
    tool({
      contract: historyTurn,
      taintOf: ({ taint }) => taint,
      async run({ thread, turn }, { key }) {
        const asker = await askerOf(parts, key);
        const events = await store.events(thread, { turn });
        const [root] = events;
        const end = events.find((event) => event.direction === 'END');
        const found =
          root?.direction === 'FORWARD' && root.opened ? { thread, turn, root, opening: root.opened, end } : undefined;
        const view = found && (await viewOf(parts, asker, found));
        // Who may not know of a turn is told what it would be told if there were none.
        if (!view) throw new Fault('NOT_FOUND', 'There is no such turn.');
        const { steps, ...told } = accountOf(events);
        const taint = joinTaint(...events.map((event) => event.taint));
        const marked = await withTakenBack(store, thread, turn, steps);
        return { ...view, ...told, taint: [...taint], steps: marked, open: end === undefined };
      },
    }),
  ];
}

/** Undefined for a turn that the disk has changed: the others are told all the same. */
async function readably<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    if (Fault.from(thrown).code === 'DATA_LOSS') return undefined;
    throw thrown;
  }
}

/** Whose turn it is that asks: a call's key begins with its thread and turn. @throws Fault PERMISSION_DENIED outside of one */
async function askerOf({ store }: HistoryParts, key: string): Promise<Asker> {
  const slash = key.indexOf('/');
  const thread = key.slice(0, Math.max(0, slash));
  const turn = Number.parseInt(key.slice(slash + 1), 10);
  const [root] = thread === '' || Number.isNaN(turn) ? [] : await store.events(thread, { turn, limit: 1 });
  if (root?.direction !== 'FORWARD' || !root.opened)
    throw new Fault('PERMISSION_DENIED', 'Only who says something can ask what was said and done before.');
  return { thread, turn, opening: behind(root.opened) };
}

/** Undefined for the asking turn itself, and for what the asker may not know of. */
async function viewOf(
  parts: HistoryParts,
  asker: Asker,
  { thread, turn, root, opening, end }: FoundTurn,
): Promise<PastTurnView | undefined> {
  if (thread === asker.thread && turn === asker.turn) return undefined;
  if (!mayKnow(asker.opening, opening)) return undefined;
  const { client, area, channel } = opening;
  const byRule = opening.interface === 'signal';
  const said = textOf(root.data);
  const withheld = asker.opening.channel !== 'owner' && (await readsPrivately(parts, thread, turn));
  const reply = textOf(end?.data);
  const outcome = isJsonObject(end?.data) ? pastOutcome(end.data['outcome']) : undefined;
  return {
    ...{ thread, turn, at: root.at, client, interface: opening.interface, channel, withheld },
    mine: isOwn(asker.opening, opening),
    ...(area === undefined ? {} : { area }),
    ...(byRule ? { rule: client.replace(/^rule:/, ''), occasion: root.data } : said === undefined ? {} : { said }),
    ...(withheld || reply === undefined ? {} : { reply }),
    ...(end?.error
      ? { code: end.error.code, ...(withheld ? {} : { reply: sayFault(Fault.fromData(end.error)) }) }
      : {}),
    ...(outcome === undefined ? {} : { outcome }),
    taint: [...joinTaint(root.taint, end?.taint ?? [])],
  };
}

/** The gate had that confirmed by whoever was there then; nobody has confirmed it to whoever asks now. */
async function readsPrivately({ store, risk }: HistoryParts, thread: string, turn: number): Promise<boolean> {
  const events = await store.events(thread, { turn });
  return events.some(
    (event) =>
      event.direction === 'FORWARD' &&
      event.subject.startsWith('need.') &&
      event.effect === 'read' &&
      event.to.length > 0 &&
      risk(event.subject, event.data) === 'private',
  );
}

/** A turn that did something, asked of the past or not, is no mere question. */
function asksThePast(events: readonly ThreadEvent[]): boolean {
  return events.some(({ subject }) => subject === historyFind.subject) && !hasActed(events);
}

/** Whether a call of the turn that did something succeeded and names one of these. */
function didTo(events: readonly ThreadEvent[], ids: readonly string[]): boolean {
  return accountOf(events).steps.some(
    ({ how, output, input }) => how === 'done' && (names(output ?? null, ids) || names(input, ids)),
  );
}

function names(value: Json, ids: readonly string[]): boolean {
  if (typeof value === 'string') return ids.includes(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => names(inner, ids));
}

function hasWord({ said = '', reply = '' }: PastTurnView, words: readonly string[]): boolean {
  const text = ` ${`${said} ${reply}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return words.some((word) => text.includes(` ${word.toLowerCase()}`));
}

/** Which steps were taken back, as the notes of later turns tell. */
async function withTakenBack(
  store: HistoryParts['store'],
  thread: string,
  turn: number,
  steps: readonly PastStep[],
): Promise<PastStep[]> {
  if (!steps.some(({ how }) => how === 'done')) return [...steps];
  const by = new Map<string, PastStep['takenBack']>();
  for (const event of await store.notesOf(TAKEN_BACK, thread)) {
    const { calls } = (event.direction === 'FORWARD' ? takenBackBy(event) : undefined) ?? { calls: [] };
    for (const call of calls)
      if (call.thread === thread && call.turn === turn)
        by.set(call.key, { thread: event.thread, turn: event.turn, at: event.at });
  }
  return steps.map((step) => {
    const takenBack = by.get(step.key);
    return takenBack ? { ...step, takenBack } : step;
  });
}

function textOf(data: Json | undefined): string | undefined {
  return isJsonObject(data) && typeof data['text'] === 'string' ? data['text'] : undefined;
}

function pastOutcome(value: Json | undefined): PastTurnView['outcome'] {
  return value === 'done' || value === 'failed' || value === 'unknown' ? value : undefined;
}

/** What a call's contract says of its risk; what nobody can tell any more counts as private. */
export function riskBy(
  contract: (subject: string) => { riskOf(input: Json, entity: (id: string) => EntityKind): Risk } | undefined,
  entity: (id: string) => EntityKind,
): HistoryParts['risk'] {
  return (subject, input) => contract(subject)?.riskOf(input, entity) ?? 'private';
}
