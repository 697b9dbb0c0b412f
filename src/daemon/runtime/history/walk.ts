import type { EndEvent, ForwardEvent, TurnOpening } from '../../model/event.ts';
import type { PastPage, PastPlace, PastTurn, Store } from '../../store/store.ts';

/** A turn as the walk finds it. */
export interface FoundTurn {
  readonly thread: string;
  readonly turn: number;
  readonly root: ForwardEvent;
  readonly opening: TurnOpening;
  readonly end: EndEvent | undefined;
}

export type Wanted = Pick<PastPage, 'since' | 'until' | 'words' | 'acted' | 'mentions'>;

/** Threads that one question to the store looks at: a few milliseconds, so that no commit waits for longer. */
const PAGE = 100;
/**
 * Threads that a walk looks at in all; what lies further back is told as not looked at. With 10,000 threads in the store these
 * take about 70 ms of its time.
 */
const MOST_BY_WORDS = 5_000;
const MOST_BY_ACTS = 2_000;

/** Walks the turns of the house from the newest back. */
export class HistoryWalk {
  readonly #store: Pick<Store, 'past'>;
  readonly #wanted: Wanted;
  /** Up to where it has looked, where it stopped before it had seen all; milliseconds since the epoch. */
  lookedBackTo: number | undefined;

  constructor(store: Pick<Store, 'past'>, wanted: Wanted) {
    this.#store = store;
    this.#wanted = wanted;
  }

  /** By the time at which they were opened, newest first. */
  async *turns(): AsyncGenerator<FoundTurn> {
    const { since, until, acted, mentions } = this.#wanted;
    const most = acted || mentions ? MOST_BY_ACTS : MOST_BY_WORDS;
    let waiting: FoundTurn[] = [];
    let after: PastPlace | undefined;
    for (let looked = 0; ; looked += PAGE) {
      if (looked >= most) {
        this.lookedBackTo = after?.[0];
        break;
      }
      const page = await this.#store.past({ ...this.#wanted, threads: PAGE, ...(after ? { after } : {}) });
      waiting.push(...page.turns.flatMap(asFound).filter(({ root }) => root.at >= since && root.at < until));
      waiting.sort((one, other) => other.root.at - one.root.at);
      after = page.next;
      if (!after) break;
      // Threads that come later were last at work before this, so nothing of theirs is newer.
      const [reached] = after;
      const ripe = waiting.filter(({ root }) => root.at >= reached);
      waiting = waiting.slice(ripe.length);
      yield* ripe;
    }
    yield* waiting;
  }
}

function asFound({ thread, turn, opened, ended }: PastTurn): FoundTurn[] {
  if (opened.direction !== 'FORWARD' || !opened.opened) return [];
  const end = ended?.direction === 'END' ? ended : undefined;
  return [{ thread, turn, root: opened, opening: opened.opened, end }];
}
