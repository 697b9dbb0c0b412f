import type { BackwardEvent, EndEvent, ForwardEvent, ThreadEvent } from '../../model/event.ts';
import { canonicalJson, type Json } from '../../model/json.ts';
import { type Thread, type ThreadView, viewAt } from '../../model/thread.ts';

/** A call as the log has it. */
export interface RecordedCall {
  readonly forward: ForwardEvent;
  /** The thread as the handler of this call saw it. */
  readonly view: ThreadView;
  /** By provider. */
  readonly answers: Map<string, BackwardEvent>;
}

/** What the log has of one turn, by key: what a replay is fed and compared with. */
export class Recording {
  readonly #calls = new Map<string, RecordedCall>();
  end: EndEvent | undefined;

  /** @param thread the fold up to and including the event */
  add(event: ThreadEvent, thread: Thread): void {
    switch (event.direction) {
      case 'FORWARD':
        this.#calls.set(event.key, { forward: event, view: viewAt(thread, event.turn), answers: new Map() });
        break;
      case 'BACKWARD':
        this.#calls.get(event.key)?.answers.set(event.provider, event);
        break;
      case 'END':
        this.end = event;
        break;
    }
  }

  call(key: string): RecordedCall | undefined {
    return this.#calls.get(key);
  }

  /** How many events it holds. */
  get events(): number {
    let count = this.end ? 1 : 0;
    for (const { answers } of this.#calls.values()) count += 1 + answers.size;
    return count;
  }

  /** In the order in which they were made. */
  get calls(): Iterable<RecordedCall> {
    return this.#calls.values();
  }

  get size(): number {
    return this.#calls.size;
  }

  /** A turn that waited for the one before it sees the thread as that one left it. */
  setView(key: string, view: ThreadView): void {
    const call = this.#calls.get(key);
    if (call) this.#calls.set(key, { ...call, view });
  }

  /** A recorded call of this frame at or after the ordinal, which a finished frame should not have. */
  beyond(frameKey: string, ordinal: number): RecordedCall | undefined {
    const prefix = `${frameKey}.`;
    for (const call of this.#calls.values()) {
      const { key } = call.forward;
      if (!key.startsWith(prefix)) continue;
      const own = Number.parseInt(key.slice(prefix.length), 10);
      if (own >= ordinal) return call;
    }
    return undefined;
  }
}

/** The difference between the call a service makes now and the one it made then; undefined where they agree. */
export function differenceOf(
  recorded: ForwardEvent,
  subject: string,
  input: Json,
  handoff: boolean,
): string | undefined {
  const { key } = recorded;
  if (recorded.subject !== subject) return `at ${key} it called ${recorded.subject} then, and ${subject} now`;
  if (recorded.handoff !== handoff)
    return `at ${key} it ${recorded.handoff ? 'forwarded' : 'called'} ${subject} then, and not now`;
  const then = canonicalJson(recorded.data);
  const now = canonicalJson(input);
  if (then !== now) return `at ${key} it called ${subject} with ${clip(then)} then, and with ${clip(now)} now`;
  return undefined;
}

function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
